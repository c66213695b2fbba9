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

LIBRARIES := jansson libpcre2-8 libutf8proc nettle
CORE_CFLAGS = -Icore -Icore/include -D_GNU_SOURCE \
              -DGJ_VERSION='"$(VERSION)"' $(shell pkg-config --cflags $(LIBRARIES))
CORE_LIBS = $(shell pkg-config --libs $(LIBRARIES)) -ldl

CORE    := $(filter-out core/cli/%,$(wildcard core/*/*.c))
CLI     := $(wildcard core/cli/*.c)
PLUGINS := $(sort $(patsubst plugins/%/,%,$(dir $(wildcard plugins/*/*.c))))
UNIT    := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/*_test.c))
PLUGIN_TESTS := $(patsubst tests/plugins/%.c,%,$(wildcard tests/plugins/*_test.c))

object = $(patsubst %.c,$(BUILD)/%.o,$(1))

.PHONY: all
all: $(BUILD)/gouji $(PLUGINS:%=$(BUILD)/plugins/%.so) $(BUILD)/schemas

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CORE_CFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# A plugin sees the public headers and nothing else of the core.
$(BUILD)/plugins/%.o: plugins/%.c
	@mkdir -p $(@D)
	$(CC) -Icore/include $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/libcore.a: $(call object,$(CORE))
	rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/gouji: $(call object,$(CLI)) $(BUILD)/libcore.a
	$(CC) $(ALL_LDFLAGS) -pie -o $@ $^ $(CORE_LIBS)

define plugin_rule
$(BUILD)/plugins/$(1).so: $(call object,$(wildcard plugins/$(1)/*.c)) plugins/plugin.map
	$$(CC) $$(ALL_LDFLAGS) -shared -Wl,--version-script=plugins/plugin.map \
	    -o $$@ $$(filter %.o,$$^)
endef
$(foreach p,$(PLUGINS),$(eval $(call plugin_rule,$(p))))

$(BUILD)/schemas:
	@mkdir -p $(BUILD)
	ln -sfn $(CURDIR)/schemas $@

# Unit tests: one program for each module; tests/plugins/NAME_*_test.c links
# the objects of plugin NAME.
$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libcore.a
	@mkdir -p $(@D)
	$(CC) $(CORE_CFLAGS) -Itests $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< $(BUILD)/libcore.a \
	    $(shell pkg-config --cflags --libs cmocka) $(CORE_LIBS)

define plugin_test_rule
$(BUILD)/tests/$(1): tests/plugins/$(1).c $$(call object,$$(wildcard plugins/$$(firstword $$(subst _, ,$(1)))/*.c)) $(BUILD)/libcore.a
	@mkdir -p $$(@D)
	$$(CC) $$(CORE_CFLAGS) -Itests -Iplugins $$(ALL_CFLAGS) $$(ALL_LDFLAGS) -o $$@ $$(filter %.c %.o,$$^) \
	    $(BUILD)/libcore.a $$(shell pkg-config --cflags --libs cmocka) $$(CORE_LIBS)
endef
$(foreach t,$(PLUGIN_TESTS),$(eval $(call plugin_test_rule,$(t))))

.PHONY: unit
unit: $(UNIT:%=$(BUILD)/tests/%) $(PLUGIN_TESTS:%=$(BUILD)/tests/%)
	@for t in $^; do $$t || exit 1; done

# The reader's tests once more, without SSE2.
.PHONY: unit-portable
unit-portable:
	$(MAKE) BUILD=$(BUILD)/portable EXTRA="$(EXTRA) -DGJ_NO_SIMD" \
	    UNIT="$(filter document_%,$(UNIT))" PLUGIN_TESTS= unit

# Programs that make reports and measure: BENCH by `make bench`, optimised.
BENCH := $(patsubst tests/bench/%.c,%,$(wildcard tests/bench/bench_*.c))

$(BUILD)/tests/generate: $(call object,tests/bench/generate_main.c \
    tests/bench/generate.c) $(BUILD)/libcore.a
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(CORE_LIBS)

$(BUILD)/tests/bench/%.o: CORE_CFLAGS += -Itests
$(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(BUILD)/tests/bench/generate.o \
    $(BUILD)/libcore.a
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(CORE_LIBS)

.PHONY: bench
bench: $(BENCH:%=$(BUILD)/bench/%)
	@for b in $^; do $$b || exit 1; done

# Fuzzing: each target against its own corpus, which is kept.
FUZZ := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*_fuzz.c))
FUZZ_SECONDS ?= 60
FUZZ_CC ?= clang
FUZZ_CFLAGS = -std=c11 -O1 -g -fsanitize=fuzzer,address,undefined \
              -fno-sanitize-recover=all $(CORE_CFLAGS) -Itests $(EXTRA)

$(BUILD)/fuzz/%: tests/fuzz/%.c $(CORE) $(wildcard core/*/*.h)
	@mkdir -p $(@D)
	$(FUZZ_CC) $(FUZZ_CFLAGS) -o $@ $(filter %.c,$^) $(CORE_LIBS) -lm

.PHONY: fuzz
fuzz: $(FUZZ:%=$(BUILD)/fuzz/%) $(BUILD)/tests/generate
	@for f in $(FUZZ); do \
	    mkdir -p $(BUILD)/fuzz/$$f.corpus && \
	    $(BUILD)/tests/generate 20 $(BUILD)/fuzz/$$f.corpus && \
	    dictionary=tests/fuzz/$${f%_fuzz}.dict && \
	    $(BUILD)/fuzz/$$f -max_total_time=$(FUZZ_SECONDS) -timeout=10 \
	        -max_len=16384 -print_final_stats=1 \
	        -artifact_prefix=$(BUILD)/fuzz/$$f. \
	        $$([ ! -f $$dictionary ] || echo -dict=$$dictionary) \
	        $(BUILD)/fuzz/$$f.corpus || exit 1; done

.PHONY: clean
clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
