# gouji: make demo shows it, make test tests it; both install what is missing.

BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
VERSION := 0.1.0

CC      ?= gcc
OPTIMISE ?= -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wconversion \
            -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wformat=2
HARDEN  ?= -D_FORTIFY_SOURCE=2 -fstack-protector-strong
EXTRA   ?=
ALL_CFLAGS = -std=c11 $(OPTIMISE) $(WARNINGS) $(HARDEN) -fvisibility=hidden \
             -fPIC -MMD -MP $(EXTRA) $(CFLAGS)
ALL_LDFLAGS = -Wl,-z,relro,-z,now -Wl,-z,noexecstack $(EXTRA) $(LDFLAGS)

LIBRARIES := jansson libpcre2-8 libutf8proc nettle zlib libseccomp
CORE_CFLAGS = -Icore -Icore/include -D_GNU_SOURCE \
              -DGJ_VERSION='"$(VERSION)"' $(shell pkg-config --cflags $(LIBRARIES))
CORE_LIBS = $(shell pkg-config --libs $(LIBRARIES)) -ldl

CORE    := $(filter-out core/cli/% core/serve/% core/embed/%, \
    $(wildcard core/*/*.c))
CLI     := $(wildcard core/cli/*.c)
SERVE   := $(wildcard core/serve/*.c)
EMBED   := $(wildcard core/embed/*.c)
PLUGINS := $(sort $(patsubst plugins/%/,%,$(dir $(wildcard plugins/*/*.c))))
UNIT    := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/*_test.c))
PLUGIN_TESTS := $(patsubst tests/plugins/%.c,%,$(wildcard tests/plugins/*_test.c))

comma := ,
object = $(patsubst %.c,$(BUILD)/%.o,$(1))

.DEFAULT_GOAL := all

# What a Debian machine needs to build; to test; and to lint.
BUILD_DEPS := gcc libc6-dev make pkg-config libjansson-dev libpcre2-dev \
        libutf8proc-dev nettle-dev zlib1g-dev libarchive-dev libseccomp-dev
DEPS := $(BUILD_DEPS) libcmocka-dev python3 python3-jsonschema python3-yaml \
        libtest-json-schema-acceptance-perl valgrind parallel libxml2-utils \
        zsh fish mandoc vim-tiny git pre-commit rsync
# For tests/cli/page.sh, which asks a browser about the page of the plain build
# only; whoever has no npm cannot use it.
PAGE_DEPS := chromium
LINT_DEPS := clang-format clang-tidy cppcheck abigail-tools
INSTALL_DEPS = missing=$$(for p in $(1); do \
	    dpkg-query -W -f='$${Status}' $$p 2>/dev/null | \
	    grep -q 'ok installed' || echo $$p; done); \
	test -z "$$missing" || { \
	    test $$(id -u) = 0 && sudo= || sudo=sudo; \
	    $$sudo apt-get update -qq && \
	    $$sudo env DEBIAN_FRONTEND=noninteractive \
	        apt-get install -y -qq --no-install-recommends $$missing; }

.PHONY: build-deps deps lint-deps
build-deps:
	@$(call INSTALL_DEPS,$(BUILD_DEPS))
deps:
	@$(call INSTALL_DEPS,$(DEPS))
lint-deps: deps
	@$(call INSTALL_DEPS,$(LINT_DEPS))

.PHONY: all
all: $(BUILD)/gouji $(PLUGINS:%=$(BUILD)/plugins/%.so) $(BUILD)/schemas \
    $(BUILD)/skeleton $(if $(PLUGINS),$(BUILD)/seals) library

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CORE_CFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# The page's style sheet and script are taken in as they are.
$(BUILD)/core/writer/html_page.o: $(wildcard core/writer/html_*.css \
    core/writer/html_*.js)

# A plugin sees the public headers and nothing else of the core.
$(BUILD)/plugins/%.o: plugins/%.c
	@mkdir -p $(@D)
	$(CC) -Icore/include $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/libcore.a: $(call object,$(CORE))
	rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/gouji: $(call object,$(CLI)) $(BUILD)/libcore.a
	$(CC) $(ALL_LDFLAGS) -pie -o $@ $^ $(CORE_LIBS)

# The library asks, and has of the core only what reads the answers; what
# answers is a program, or is loaded where nothing is to be contained.
.PHONY: library
library: $(BUILD)/libgouji.so $(BUILD)/gouji-worker $(BUILD)/gouji-inside.so
$(BUILD)/libgouji.so.0: $(call object,$(EMBED) core/base/cursor.c \
    core/base/error.c core/base/reason.c) core/embed/libgouji.map
	$(CC) $(ALL_LDFLAGS) -shared -Wl,-soname,$(@F) \
	    -Wl,--version-script=core/embed/libgouji.map -o $@ $(filter %.o,$^)
$(BUILD)/libgouji.so: $(BUILD)/libgouji.so.0
	ln -sf $(<F) $@
SERVICE := $(filter-out core/serve/worker.c core/serve/inside.c,$(SERVE))
$(BUILD)/gouji-worker: $(call object,core/serve/worker.c $(SERVICE)) \
    $(BUILD)/libcore.a
	$(CC) $(ALL_LDFLAGS) -pie -o $@ $^ $(CORE_LIBS)
$(BUILD)/gouji-inside.so: $(call object,core/serve/inside.c $(SERVICE)) \
    $(BUILD)/libcore.a
	$(CC) $(ALL_LDFLAGS) -shared -Wl,--exclude-libs,ALL -o $@ $^ $(CORE_LIBS)

# One of them adapts a part of the core, which it takes in whole.
$(BUILD)/plugins/schema/%.o: ALL_CFLAGS += -Icore
SCHEMA_PARTS := $(filter-out core/base/digest.c, \
    $(wildcard core/schema/*.c core/document/*.c core/base/*.c))
PLUGIN_OBJECTS_schema := $(call object,$(SCHEMA_PARTS))
PLUGIN_LIBS_schema = $(shell pkg-config --libs libpcre2-8)
PLUGIN_LIBS_narrative = $(shell pkg-config --libs libpcre2-8)
PLUGIN_LIBS_wording = $(shell pkg-config --libs libpcre2-8)
PLUGIN_LIBS_plausibility = $(shell pkg-config --libs libpcre2-8)

define plugin_rule
$(BUILD)/plugins/$(1).so: $(call object,$(wildcard plugins/$(1)/*.c)) \
    $(PLUGIN_OBJECTS_$(1)) plugins/plugin.map
	$$(CC) $$(ALL_LDFLAGS) -shared -Wl,--version-script=plugins/plugin.map \
	    -o $$@ $$(filter %.o,$$^) $(PLUGIN_LIBS_$(1))
endef
$(foreach p,$(PLUGINS),$(eval $(call plugin_rule,$(p))))

# The forms are looked over once, here, and not again at each start.
$(BUILD)/seals: $(BUILD)/gouji $(PLUGINS:%=$(BUILD)/plugins/%.so) \
    $(BUILD)/schemas $(wildcard schemas/*.json schemas/*/*.json)
	GOUJI_FORM_PATH= GOUJI_PLUGIN_PATH= $< forms --seal --no-config >$@.new && \
	    mv $@.new $@

$(BUILD)/schemas $(BUILD)/skeleton:
	@mkdir -p $(BUILD)
	ln -sfn $(CURDIR)/$(@F) $@

# How a plugin is built against what is installed, wherever that is.
$(BUILD)/gouji-plugin.pc: Makefile
	@mkdir -p $(BUILD)
	printf '%s\n' 'prefix=$${pcfiledir}/../..' \
	    'program=$${prefix}/bin/gouji' \
	    'plugindir=$${prefix}/lib/gouji/plugins' '' 'Name: gouji-plugin' \
	    'Description: what a rule plugin of gouji includes' \
	    'Version: $(VERSION)' 'Cflags: -I$${prefix}/include' >$@
$(BUILD)/gouji.pc: Makefile
	@mkdir -p $(BUILD)
	printf '%s\n' 'prefix=$${pcfiledir}/../..' '' 'Name: gouji' \
	    'Description: checking reports from within a program' \
	    'Version: $(VERSION)' 'Cflags: -I$${prefix}/include' \
	    'Libs: -L$${prefix}/lib -lgouji' >$@

# Unit tests: one program for each module; tests/plugins/NAME_*_test.c links
# the objects of plugin NAME.
$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libcore.a
	@mkdir -p $(@D)
	$(CC) $(CORE_CFLAGS) -Itests -DGJ_BUILD='"$(BUILD)"' $(ALL_CFLAGS) \
	    $(ALL_LDFLAGS) -o $@ $< $(BUILD)/libcore.a \
	    $(shell pkg-config --cflags --libs cmocka) $(CORE_LIBS)

define plugin_test_rule
$(BUILD)/tests/$(1): tests/plugins/$(1).c $$(call object,$$(wildcard plugins/$$(firstword $$(subst _, ,$(1)))/*.c)) $(BUILD)/libcore.a
	@mkdir -p $$(@D)
	$$(CC) $$(CORE_CFLAGS) -Itests -Iplugins $$(ALL_CFLAGS) $$(ALL_LDFLAGS) -o $$@ $$(filter %.c %.o,$$^) \
	    $(BUILD)/libcore.a $$(shell pkg-config --cflags --libs cmocka) $$(CORE_LIBS)
endef
$(foreach t,$(PLUGIN_TESTS),$(eval $(call plugin_test_rule,$(t))))

# Tests of the whole: they use the program, its plugins and forms as built.
WHOLE := $(patsubst tests/whole/%.c,%,$(wildcard tests/whole/*_test.c))

$(BUILD)/tests/%: tests/whole/%.c $(call object,tests/bench/generate.c) \
    $(BUILD)/libcore.a | all
	@mkdir -p $(@D)
	$(CC) $(CORE_CFLAGS) -Itests -DGJ_BUILD='"$(BUILD)"' $(ALL_CFLAGS) \
	    $(ALL_LDFLAGS) -o $@ $(filter %.c %.o %.a,$^) \
	    $(shell pkg-config --cflags --libs cmocka) $(CORE_LIBS)

# Plugins with one thing wrong each, for tests/whole/plugin_test.c.
BAD := $(sort $(shell grep -oE '(BAD|SOUND)_[a-z0-9_]+' tests/bad/bad.c)) \
       SOUND_plain
$(BUILD)/tests/bad/%.so: tests/bad/bad.c core/include/gouji/plugin.h
	@mkdir -p $(@D)
	$(CC) -Icore/include -std=c11 -g -fPIC -fvisibility=hidden $(EXTRA) \
	    -D$(notdir $*) -shared -o $@ $<
$(BUILD)/tests/plugin_test $(BUILD)/tests/lint_test: \
    $(foreach b,$(BAD),$(BUILD)/tests/bad/$(b)/$(b).so)

# Plugins that misbehave at work, for tests/cli/containment.sh.
ROGUES := $(sort $(shell grep -oE 'ROGUE_[a-z_]+' tests/rogue/rogue.c))
ROGUE_FILES := $(foreach r,$(ROGUES),$(BUILD)/tests/rogue/$(r)/$(r).so)
$(BUILD)/tests/rogue/%.so: tests/rogue/rogue.c core/include/gouji/plugin.h
	@mkdir -p $(@D)
	$(CC) -Icore/include -std=c11 -D_GNU_SOURCE -g -fPIC \
	    -fvisibility=hidden -D$(notdir $*) -shared -o $@ $< -lpthread

# The contract with plugins.
ABI := $(patsubst tests/abi/%.c,%,$(wildcard tests/abi/*_test.c))
$(BUILD)/tests/%: tests/abi/%.c tests/abi/layout.h \
    $(wildcard core/include/gouji/*.h)
	@mkdir -p $(@D)
	$(CC) -Icore/include -Itests -DGJ_CC='"$(CC)"' -DGJ_CXX='"$(CXX)"' \
	    $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< \
	    $(shell pkg-config --cflags --libs cmocka)

# The library as programs use it: by its header, and nothing else of gouji.
EMBEDDING := $(patsubst tests/embed/%.c,%,$(wildcard tests/embed/library*_test.c))
$(EMBEDDING:%=$(BUILD)/tests/%): $(BUILD)/tests/%: tests/embed/%.c \
    tests/embed/embedding.h $(ROGUE_FILES) | all
	@mkdir -p $(@D)
	$(CC) -Icore/include -Itests -D_GNU_SOURCE -DGJ_BUILD='"$(BUILD)"' \
	    $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< -L$(BUILD) -lgouji \
	    -Wl,-rpath,'$$ORIGIN/..' $(shell pkg-config --cflags --libs cmocka)
$(BUILD)/tests/answer_test: tests/embed/answer_test.c \
    $(call object,$(EMBED) $(SERVICE)) $(BUILD)/libcore.a | all
	@mkdir -p $(@D)
	$(CC) $(CORE_CFLAGS) -Itests -DGJ_BUILD='"$(BUILD)"' $(ALL_CFLAGS) \
	    $(ALL_LDFLAGS) -o $@ $(filter %.c %.o %.a,$^) \
	    $(shell pkg-config --cflags --libs cmocka) $(CORE_LIBS)
$(BUILD)/tests/library_test: $(BUILD)/tests/bad/BAD_no_symbol/BAD_no_symbol.so

TESTS = $(UNIT) $(PLUGIN_TESTS) $(ABI) $(WHOLE) $(EMBEDDING) answer_test
SCRIPTS := $(wildcard tests/cli/*.sh)

.PHONY: unit check test
unit: $(TESTS:%=$(BUILD)/tests/%)
check: all unit $(BUILD)/tests/generate $(BUILD)/tests/conformance \
    $(if $(SCRIPTS),$(ROGUE_FILES) bench-programs)
	@GOUJI_BUILD=$(BUILD) tests/run $(TESTS:%=$(BUILD)/tests/%) $(SCRIPTS)

# A second make, so that it sees what deps installed.
test: deps
	@! command -v npm >/dev/null || { $(call INSTALL_DEPS,$(PAGE_DEPS)); } || \
	    echo "chromium cannot be installed: the page is not tested"
	@$(MAKE) --no-print-directory check-portable
	@$(MAKE) --no-print-directory check

# What make check does a few times, as often as it takes to believe it: runs
# that get SIGKILL and are gone on with.
.PHONY: endurance
endurance: all $(BUILD)/tests/generate $(ROGUE_FILES)
	@GOUJI_KILLS=50 GOUJI_BUILD=$(BUILD) tests/run tests/cli/resume.sh \
	    tests/cli/containment.sh

# Writes down what the pages and cases show now, to be read in the diff before
# it is believed.
.PHONY: accept
accept: all
	@GOUJI_BUILD=$(BUILD) tests/cli/documents.sh --write
	@python3 tests/cli/cases.py $(BUILD)/gouji tests/cases --write
	@for c in tests/cases/*/*/*/report.json; do \
	    python3 tests/cli/compare.py --write $(BUILD)/gouji $${c%/*}; done

# The tests of the reader and of what looks through texts once more, without
# SSE2 and AVX2.
.PHONY: check-portable
check-portable:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/portable \
	    EXTRA="$(EXTRA) -DGJ_NO_SIMD" TESTS="$(filter document_% plugin_flaw_%,$(UNIT)) \
	    $(filter common_% %_scan_test wording_%,$(PLUGIN_TESTS))" \
	    SCRIPTS= PLUGINS= check

# Sanitizers need address space, files and system calls that workers are not
# allowed, and coverage is written down at the end: these builds run their
# workers uncontained, and leave out the tests of the containment.
UNCONTAINED = EXTRA="$(EXTRA) -DGJ_UNCONTAINED $(1)" ROGUES= \
    SCRIPTS="$(filter-out tests/cli/containment%.sh,$(SCRIPTS))"

# The same tests under AddressSanitizer and UndefinedBehaviorSanitizer.
.PHONY: asan
asan: deps
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan HARDEN= OPTIMISE="-O1 -g" \
	    $(call UNCONTAINED,-fsanitize=address$(comma)undefined \
	    -fno-sanitize-recover=all -fno-omit-frame-pointer) check

# Lines that the tests reach.
.PHONY: coverage
coverage: deps
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/coverage HARDEN= \
	    OPTIMISE="-O0 -g" \
	    $(call UNCONTAINED,--coverage -fprofile-update=atomic) check
	@tests/coverage $(BUILD)/coverage

# Programs that make reports and measure: BENCH by `make bench`, optimised.
BENCH := $(patsubst tests/bench/%.c,%,$(wildcard tests/bench/bench_*.c))

$(BUILD)/tests/generate: $(call object,tests/bench/generate_main.c \
    tests/bench/generate.c tests/bench/rewrite.c) $(BUILD)/libcore.a
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(CORE_LIBS)

$(BUILD)/tests/bench/%.o: CORE_CFLAGS += -Itests -DGJ_BUILD='"$(BUILD)"'
$(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(BUILD)/tests/bench/generate.o \
    $(BUILD)/tests/bench/rewrite.o $(BUILD)/libcore.a
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(CORE_LIBS)

.PHONY: bench-parts
bench-parts: all $(BENCH:%=$(BUILD)/bench/%)
	@for b in $(BENCH:%=$(BUILD)/bench/%); do $$b || exit 1; done

# The whole process for one report, from start to end.
.PHONY: bench-startup
bench-startup: all
	@tests/bench/startup.py $(BUILD)/gouji \
	    samples/zfxxgk-2021/laochengqu-2024.json

# Other validators over the same reports; npm fetches them into the build.
PEERS := $(BUILD)/bench/peers
$(PEERS)/%: tests/bench/peers/%.c tests/bench/peers/reports.h \
    $(BUILD)/libcore.a
	@mkdir -p $(@D)
	$(CC) $(CORE_CFLAGS) -Itests $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ \
	    $(filter %.c %.a,$^) $(CORE_LIBS)
# Built by `make check` too, so that they go on fitting what they measure.
.PHONY: bench-programs
bench-programs: $(BENCH:%=$(BUILD)/bench/%) $(PEERS)/parse $(PEERS)/validate

$(PEERS)/ajv: $(wildcard tests/bench/peers/ajv/*)
	@mkdir -p $@
	cp $^ $@
	cd $@ && npm install --no-audit --no-fund --silent
	touch $@

$(PEERS)/few: $(BUILD)/tests/generate
	@mkdir -p $@ && $< 2000 $@

.PHONY: bench-peers
bench-peers: $(PEERS)/validate $(PEERS)/ajv $(PEERS)/few
	@for turn in 1 2 3; do \
	    $(PEERS)/validate schemas/zfxxgk-2021/report.schema.json \
	        $(PEERS)/few && \
	    node $(PEERS)/ajv/bench.js schemas/zfxxgk-2021/report.schema.json \
	        $(PEERS)/few tests/bench/peers/rules.json || exit 1; done

# gouji and the others in one run, then the parts of one check; and whether
# memory grows. docs/performance.md has what they printed.
REPORTS ?= 20000
$(BUILD)/bench/reports-%: $(BUILD)/tests/generate
	@mkdir -p $@ && $< $* $@
$(BUILD)/bench/otherwise-%: $(BUILD)/tests/generate
	@mkdir -p $@ && $< --otherwise $* $@

.PHONY: bench bench-memory
bench: all $(BUILD)/bench/reports-$(REPORTS) \
    $(BUILD)/bench/otherwise-$(REPORTS) $(PEERS)/parse $(PEERS)/few \
    $(BUILD)/bench/bench_engine
	@$(MAKE) --no-print-directory $(PEERS)/ajv || true
	@tests/bench/compare.py $(BUILD)/gouji $(PEERS) \
	    $(BUILD)/bench/reports-$(REPORTS) \
	    $(BUILD)/bench/otherwise-$(REPORTS) $(REPORTS)
	@$(BUILD)/bench/bench_engine
bench-memory: all $(BUILD)/bench/reports-20000
	@tests/bench/memory.py $(BUILD)/gouji $(BUILD)/bench/reports-20000

# The official JSON Schema test suite: make conformance SUITE=DIR; by itself
# the one that deps installs.
SUITE ?= /usr/share/perl5/auto/share/dist/Test-JSON-Schema-Acceptance
$(BUILD)/tests/conformance: tests/conformance/conformance.c $(BUILD)/libcore.a
	@mkdir -p $(@D)
	$(CC) $(CORE_CFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ \
	    $(filter %.c %.a,$^) $(CORE_LIBS)

.PHONY: conformance
conformance: $(BUILD)/tests/conformance
	@$< $(SUITE)

# Fuzzing: each target against its own corpus, which is kept, and begins with the
# files of tests/fuzz/NAME where there are any.
FUZZ := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*_fuzz.c))
FUZZ_SECONDS ?= 60
FUZZ_LENGTH ?= 16384
FUZZ_CC ?= clang
FUZZ_CFLAGS = -std=c11 -O1 -g -fsanitize=fuzzer,address,undefined \
              -fno-sanitize-recover=all $(CORE_CFLAGS) -Itests $(EXTRA)

$(BUILD)/fuzz/%.o: %.c $(wildcard core/*/*.h)
	@mkdir -p $(@D)
	$(FUZZ_CC) $(FUZZ_CFLAGS) -c -o $@ $<
$(BUILD)/fuzz/libcore.a: $(CORE:%.c=$(BUILD)/fuzz/%.o)
	rm -f $@ && $(AR) rcs $@ $^

# NAME_fuzz.c reaches the sources of plugin NAME, where there is one; those
# that see reports whole load it as the program does.
FUZZ_LOADED := narrative wording plausibility
define fuzz_rule
$(BUILD)/fuzz/$(1): tests/fuzz/$(1).c $(wildcard tests/fuzz/*.h) \
    $(BUILD)/fuzz/libcore.a \
    $(if $(filter $(FUZZ_LOADED),$(1:_fuzz=)), \
    $(BUILD)/fuzz/plugins/$(1:_fuzz=).so, \
    $(wildcard plugins/$(1:_fuzz=)/*.[ch]))
	@mkdir -p $$(@D)
	$$(FUZZ_CC) $$(FUZZ_CFLAGS) -Iplugins -DGJ_BUILD='"$(BUILD)"' -o $$@ \
	    $$(filter %.c %.a,$$^) $$(CORE_LIBS) $$(PLUGIN_LIBS_$(1:_fuzz=)) -lm
endef
$(foreach f,$(FUZZ),$(eval $(call fuzz_rule,$(f))))

define fuzz_plugin_rule
$(BUILD)/fuzz/plugins/$(1).so: $(wildcard plugins/$(1)/*.[ch] \
    plugins/common/*.h) plugins/plugin.map
	@mkdir -p $$(@D)
	$$(FUZZ_CC) $$(subst =fuzzer$$(comma),=fuzzer-no-link$$(comma),$$(FUZZ_CFLAGS)) \
	    -fPIC -shared -Wl,--version-script=plugins/plugin.map -o $$@ \
	    $$(filter %.c,$$^) $$(PLUGIN_LIBS_$(1))
endef
$(foreach p,$(FUZZ_LOADED),$(eval $(call fuzz_plugin_rule,$(p))))

.PHONY: fuzz
fuzz: $(FUZZ:%=$(BUILD)/fuzz/%) $(BUILD)/tests/generate
	@for f in $(FUZZ); do \
	    mkdir -p $(BUILD)/fuzz/$$f.corpus && \
	    $(BUILD)/tests/generate 20 $(BUILD)/fuzz/$$f.corpus && \
	    { [ ! -d tests/fuzz/$${f%_fuzz} ] || \
	        cp tests/fuzz/$${f%_fuzz}/* $(BUILD)/fuzz/$$f.corpus; } && \
	    dictionary=tests/fuzz/$${f%_fuzz}.dict && \
	    $(BUILD)/fuzz/$$f -max_total_time=$(FUZZ_SECONDS) -timeout=10 \
	        -max_len=$(FUZZ_LENGTH) -print_final_stats=1 \
	        -artifact_prefix=$(BUILD)/fuzz/$$f. \
	        $$([ ! -f $$dictionary ] || echo -dict=$$dictionary) \
	        $(BUILD)/fuzz/$$f.corpus || exit 1; done

# Sentences of published reports, which do not come with the project, beside
# tables that agree with them: make narratives NARRATIVES=FILE
.PHONY: narratives
narratives: all
	@python3 tests/real/narratives.py $(BUILD)/gouji \
	    $(or $(NARRATIVES),$(error say where they are: NARRATIVES=FILE))

# Form, findings of the compilers' helpers, layers, and exported symbols.
SOURCES := $(wildcard core/*/*.[ch] core/include/*/*.h plugins/*/*.[ch] \
    samples/plugins/*.c docs/example/*.c tests/*/*.[ch])
.PHONY: lint format layers exports
lint: lint-deps
	@$(MAKE) --no-print-directory all
	clang-format --dry-run --Werror $(SOURCES)
	@$(MAKE) --no-print-directory layers exports
	clang-tidy --quiet $(CORE) $(CLI) $(SERVE) $(EMBED) -- -std=c11 $(CORE_CFLAGS)
	$(if $(PLUGINS),clang-tidy --quiet $(wildcard plugins/*/*.c) -- \
	    -std=c11 -Icore -Icore/include)
	cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr \
	    --enable=warning,performance,portability \
	    -Icore -Icore/include -DGJ_VERSION='""' core plugins
	@tests/abi/diff
	@tests/documented
format:
	clang-format -i $(SOURCES)
layers:
	@tests/layers
exports:
	@tests/exports $(BUILD)

# What the README shows: a real report that is clean, and a draft that is not.
.PHONY: demo
demo: deps
	@$(MAKE) --no-print-directory all >/dev/null
	$(BUILD)/gouji check samples/zfxxgk-2021/laochengqu-2024.json
	@echo; echo "$(BUILD)/gouji check samples/zfxxgk-2021/draft.json"
	@$(BUILD)/gouji check samples/zfxxgk-2021/draft.json; test $$? -eq 1
	@echo; echo "(exit status 1, as it should be: the draft has errors)"

.PHONY: install
install: all $(BUILD)/gouji-plugin.pc $(BUILD)/gouji.pc
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/include/gouji" \
	    "$(DESTDIR)$(PREFIX)/lib/gouji/plugins" \
	    "$(DESTDIR)$(PREFIX)/lib/pkgconfig" \
	    "$(DESTDIR)$(PREFIX)/libexec/gouji" "$(DESTDIR)$(PREFIX)/share/gouji"
	install -m 755 $(BUILD)/gouji "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(BUILD)/gouji-worker "$(DESTDIR)$(PREFIX)/libexec/gouji"
	install -m 644 $(BUILD)/gouji-inside.so \
	    "$(DESTDIR)$(PREFIX)/libexec/gouji"
	install -m 644 $(BUILD)/libgouji.so.0 "$(DESTDIR)$(PREFIX)/lib"
	ln -sf libgouji.so.0 "$(DESTDIR)$(PREFIX)/lib/libgouji.so"
	install -m 644 core/include/gouji/plugin.h core/include/gouji/gouji.h \
	    "$(DESTDIR)$(PREFIX)/include/gouji"
	install -m 644 $(PLUGINS:%=$(BUILD)/plugins/%.so) \
	    "$(DESTDIR)$(PREFIX)/lib/gouji/plugins"
	install -m 644 $(BUILD)/seals "$(DESTDIR)$(PREFIX)/lib/gouji"
	install -m 644 $(BUILD)/gouji-plugin.pc $(BUILD)/gouji.pc \
	    "$(DESTDIR)$(PREFIX)/lib/pkgconfig"
	find schemas skeleton -type f -exec install -D -m 644 {} \
	    "$(DESTDIR)$(PREFIX)/share/gouji/{}" \;
	for page in man/*.[1-9] man/zh_CN/*.[1-9]; do \
	    folder=$${page%/*}; install -D -m 644 $$page \
	        "$(DESTDIR)$(PREFIX)/share/$$folder/man$${page##*.}/$${page##*/}" \
	        || exit 1; done
	install -D -m 644 completions/gouji.bash \
	    "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/gouji"
	install -D -m 644 completions/_gouji \
	    "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_gouji"
	install -D -m 644 completions/gouji.fish \
	    "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/gouji.fish"

.PHONY: clean
clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -type f -name '*.d' 2>/dev/null)
