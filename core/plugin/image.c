/* Everything in a file is believed only after it was found to lie inside. */
#include "plugin/image.h"

#include <elf.h>
#include <stdlib.h>

#include "document/input.h"

/* What this machine's objects look like. */
#if defined __x86_64__
enum {
    MACHINE = EM_X86_64,
    RELATIVE = R_X86_64_RELATIVE,
    ABSOLUTE = R_X86_64_64,
    GLOBAL = R_X86_64_GLOB_DAT,
    SLOT = R_X86_64_JUMP_SLOT,
    RESOLVER = R_X86_64_IRELATIVE
};
#elif defined __aarch64__
enum {
    MACHINE = EM_AARCH64,
    RELATIVE = R_AARCH64_RELATIVE,
    ABSOLUTE = R_AARCH64_ABS64,
    GLOBAL = R_AARCH64_GLOB_DAT,
    SLOT = R_AARCH64_JUMP_SLOT,
    RESOLVER = R_AARCH64_IRELATIVE
};
#else
/* Objects of other machines are not understood, and refused. */
enum {
    MACHINE = -1,
    RELATIVE = -1,
    ABSOLUTE = -2,
    GLOBAL = -3,
    SLOT = -4,
    RESOLVER = -5
};
#endif

enum { MOST_BYTES = 256 * 1024 * 1024, MOST_SYMBOLS = 1000000 };

const char gj_image_elsewhere;

/** What is being read. */
typedef struct reading {
    gj_image *image;
    gj_text file;
    const Elf64_Ehdr *head;
    const Elf64_Phdr *segments;
    /** Of the dynamic section, by tag. */
    uint64_t tags[DT_RELR + 1];
    /** By their numbers in the file. */
    const Elf64_Sym *table;
    size_t table_count;
    const char *strings;
    uint64_t strings_size;
} reading;

static bool refuse(gj_error *error, const char *zh, const char *en)
{
    gj_fail(error, GJ_FAILED_PLUGIN, "%s%.0s", "%.0s%s", zh, en);
    return false;
}

static bool damaged(gj_error *error)
{
    return refuse(error, "文件已损坏", "the file is damaged");
}

static const void *in_file(const reading *r, uint64_t offset, uint64_t size)
{
    if (offset > r->file.length || size > r->file.length - offset)
        return NULL;
    return r->file.data + offset;
}

/** What lies at an address of the object. */
static void *in_image(const reading *r, uint64_t address, uint64_t size)
{
    if (address > r->image->size || size > r->image->size - address)
        return NULL;
    return r->image->bytes + address;
}

/** The same for tables, whose entries are read where they are. */
static const void *table_in_file(const reading *r, uint64_t offset,
                                 uint64_t size)
{
    return offset % 8 == 0 ? in_file(r, offset, size) : NULL;
}

static const void *table_in_image(const reading *r, uint64_t address,
                                  uint64_t size)
{
    return address % 8 == 0 ? in_image(r, address, size) : NULL;
}

static const char *string_at(const reading *r, uint64_t offset)
{
    if (offset >= r->strings_size ||
        memchr(r->strings + offset, 0, r->strings_size - offset) == NULL)
        return "";
    return r->strings + offset;
}

bool gj_image_has(const gj_image *image, const void *at, uint64_t size)
{
    uintptr_t first = (uintptr_t)image->bytes;
    uintptr_t wanted = (uintptr_t)at;

    return at != NULL && wanted >= first && wanted - first <= image->size &&
           size <= image->size - (wanted - first);
}

const gj_symbol *gj_image_symbol(const gj_image *image, const char *name)
{
    for (size_t i = 0; i < image->symbol_count; i++)
        if (image->symbols[i].at != NULL &&
            strcmp(image->symbols[i].name, name) == 0)
            return &image->symbols[i];
    return NULL;
}

/* -------------------------------------------------------------- segments */

static bool read_head(reading *r, gj_error *error)
{
    const Elf64_Ehdr *head = in_file(r, 0, sizeof *head);

    if (head == NULL || memcmp(head->e_ident, ELFMAG, SELFMAG) != 0)
        return refuse(error, "不是 ELF 文件", "not an ELF file");
    if (head->e_ident[EI_CLASS] != ELFCLASS64 ||
        head->e_ident[EI_DATA] != ELFDATA2LSB ||
        (int)head->e_machine != MACHINE)
        return refuse(error, "不是为本机编译的",
                      "not compiled for this machine");
    if (head->e_type != ET_DYN)
        return refuse(error, "不是共享库；编译时要加 -shared -fPIC",
                      "not a shared object; compile it with -shared -fPIC");
    r->head = head;
    r->segments = table_in_file(r, head->e_phoff,
                                (uint64_t)head->e_phnum * sizeof *r->segments);
    return r->segments != NULL || damaged(error);
}

static bool measure(reading *r, gj_error *error)
{
    uint64_t end = 0;

    for (unsigned i = 0; i < r->head->e_phnum; i++) {
        const Elf64_Phdr *segment = &r->segments[i];
        if (segment->p_type != PT_LOAD)
            continue;
        if (segment->p_vaddr > MOST_BYTES || segment->p_memsz > MOST_BYTES ||
            segment->p_filesz > segment->p_memsz ||
            in_file(r, segment->p_offset, segment->p_filesz) == NULL)
            return damaged(error);
        if (segment->p_vaddr + segment->p_memsz > end)
            end = segment->p_vaddr + segment->p_memsz;
    }
    if (end == 0)
        return damaged(error);
    r->image->size = end;
    r->image->bytes = gj_new(end, 1);
    return true;
}

static bool load_segments(reading *r, gj_error *error)
{
    /* Without a note on its stack, an object is given an executable one. */
    r->image->has_executable_stack = true;
    if (!measure(r, error))
        return false;
    for (unsigned i = 0; i < r->head->e_phnum; i++) {
        const Elf64_Phdr *segment = &r->segments[i];
        if (segment->p_type == PT_LOAD) {
            memcpy(r->image->bytes + segment->p_vaddr,
                   r->file.data + segment->p_offset, segment->p_filesz);
            if ((segment->p_flags & PF_W) && (segment->p_flags & PF_X))
                r->image->has_writable_code = true;
        } else if (segment->p_type == PT_GNU_STACK) {
            r->image->has_executable_stack = (segment->p_flags & PF_X) != 0;
        }
    }
    return true;
}

/* --------------------------------------------------- the dynamic section */

static void take_entry(reading *r, const Elf64_Dyn *entry)
{
    gj_image *image = r->image;

    if (entry->d_tag == DT_NEEDED) {
        gj_grow(&image->needed, image->needed_count, &image->needed_room,
                sizeof *image->needed);
        image->needed[image->needed_count++] = string_at(r, entry->d_un.d_val);
    } else if (entry->d_tag == DT_RUNPATH || entry->d_tag == DT_RPATH) {
        image->run_path = string_at(r, entry->d_un.d_val);
    }
}

static bool read_dynamic(reading *r, gj_error *error)
{
    const Elf64_Dyn *entries = NULL;
    size_t count = 0;

    for (unsigned i = 0; i < r->head->e_phnum; i++)
        if (r->segments[i].p_type == PT_DYNAMIC) {
            count = r->segments[i].p_memsz / sizeof *entries;
            entries = table_in_image(r, r->segments[i].p_vaddr,
                                     r->segments[i].p_memsz);
        }
    if (entries == NULL)
        return damaged(error);
    for (size_t i = 0; i < count && entries[i].d_tag != DT_NULL; i++)
        if (entries[i].d_tag > 0 && entries[i].d_tag <= DT_RELR)
            r->tags[entries[i].d_tag] = entries[i].d_un.d_val;
    r->strings_size = r->tags[DT_STRSZ];
    r->strings = in_image(r, r->tags[DT_STRTAB], r->strings_size);
    if (r->strings == NULL)
        return damaged(error);
    for (size_t i = 0; i < count && entries[i].d_tag != DT_NULL; i++)
        take_entry(r, &entries[i]);
    r->image->has_text_relocations =
        r->tags[DT_TEXTREL] != 0 || (r->tags[DT_FLAGS] & DF_TEXTREL) != 0;
    return true;
}

/* --------------------------------------------------------------- symbols */

/** A section of the file by its type; only the sections know how many dynamic
    symbols there are. */
static const Elf64_Shdr *find_section(const reading *r, uint32_t type)
{
    const Elf64_Shdr *sections = table_in_file(
        r, r->head->e_shoff, (uint64_t)r->head->e_shnum * sizeof *sections);

    for (unsigned i = 0; sections != NULL && i < r->head->e_shnum; i++)
        if (sections[i].sh_type == type)
            return &sections[i];
    return NULL;
}

static gj_symbol symbol_of(const reading *r, const Elf64_Sym *symbol)
{
    bool defined = symbol->st_shndx != SHN_UNDEF;

    return (gj_symbol){
        .name = string_at(r, symbol->st_name),
        .at = defined ? in_image(r, symbol->st_value, symbol->st_size) : NULL,
        .size = symbol->st_size,
        .weak = ELF64_ST_BIND(symbol->st_info) == STB_WEAK};
}

static bool read_symbols(reading *r, gj_error *error)
{
    gj_image *image = r->image;
    const Elf64_Shdr *section = find_section(r, SHT_DYNSYM);

    if (section == NULL)
        return refuse(error, "文件没有动态符号表",
                      "the file has no table of dynamic symbols");
    r->table_count = section->sh_size / sizeof(Elf64_Sym);
    r->table = table_in_image(r, r->tags[DT_SYMTAB],
                              r->table_count * sizeof(Elf64_Sym));
    if (r->table == NULL || r->table_count > MOST_SYMBOLS)
        return damaged(error);
    image->symbols = gj_new(r->table_count + 1, sizeof(gj_symbol));
    for (size_t i = 1; i < r->table_count; i++)
        if (ELF64_ST_BIND(r->table[i].st_info) != STB_LOCAL)
            image->symbols[image->symbol_count++] = symbol_of(r, &r->table[i]);
    return true;
}

/* ----------------------------------------------------------- relocations */

static bool put_pointer(reading *r, uint64_t where, const void *pointer)
{
    void *slot = in_image(r, where, sizeof pointer);

    if (slot != NULL)
        memcpy(slot, &pointer, sizeof pointer);
    return slot != NULL;
}

/** An address of the object as a pointer into the image; one that is not in
    there stays what it is, and is found out when it is used. */
static const void *pointer_to(const reading *r, uint64_t address)
{
    const void *at = in_image(r, address, 0);
    return at ? at : &gj_image_elsewhere;
}

static const void *symbol_pointer(const reading *r, uint64_t index,
                                  uint64_t addend)
{
    const Elf64_Sym *symbol = &r->table[index];

    if (index >= r->table_count || symbol->st_shndx == SHN_UNDEF)
        return &gj_image_elsewhere;
    return pointer_to(r, symbol->st_value + addend);
}

static bool relocate_one(reading *r, const Elf64_Rela *entry)
{
    uint64_t addend = (uint64_t)entry->r_addend;

    switch ((int)ELF64_R_TYPE(entry->r_info)) {
    case RELATIVE:
        return put_pointer(r, entry->r_offset, pointer_to(r, addend));
    case ABSOLUTE:
    case GLOBAL:
    case SLOT:
        return put_pointer(
            r, entry->r_offset,
            symbol_pointer(r, ELF64_R_SYM(entry->r_info), addend));
    case RESOLVER:
        r->image->has_resolvers = true;
        return true;
    default:
        /* Thread-local storage and the like: no descriptor has any. */
        return true;
    }
}

static bool relocate_table(reading *r, uint64_t address, uint64_t size)
{
    const Elf64_Rela *entries = table_in_image(r, address, size);

    for (size_t i = 0; entries != NULL && i < size / sizeof *entries; i++)
        if (!relocate_one(r, &entries[i]))
            return false;
    return entries != NULL;
}

static bool relocate_relative(reading *r, uint64_t where)
{
    const void *slot = in_image(r, where, sizeof(uint64_t));
    uint64_t address = 0;

    if (slot == NULL)
        return false;
    memcpy(&address, slot, sizeof address);
    return put_pointer(r, where, pointer_to(r, address));
}

/** Packed relative relocations: an address, then bits for the words behind. */
static bool relocate_packed(reading *r)
{
    uint64_t count = r->tags[DT_RELRSZ] / sizeof(uint64_t);
    const uint64_t *entries =
        table_in_image(r, r->tags[DT_RELR], count * sizeof(uint64_t));
    uint64_t next = 0;
    bool sound = entries != NULL;

    for (uint64_t i = 0; sound && i < count; i++) {
        if ((entries[i] & 1) == 0) {
            sound = relocate_relative(r, entries[i]);
            next = entries[i] + 8;
            continue;
        }
        for (uint64_t bit = 1; sound && bit < 64; bit++)
            if (entries[i] >> bit & 1)
                sound = relocate_relative(r, next + (bit - 1) * 8);
        next += UINT64_C(63) * 8;
    }
    return sound;
}

static bool relocate(reading *r, gj_error *error)
{
    bool sound = relocate_table(r, r->tags[DT_RELA], r->tags[DT_RELASZ]) &&
                 relocate_table(r, r->tags[DT_JMPREL], r->tags[DT_PLTRELSZ]) &&
                 relocate_packed(r);
    return sound || damaged(error);
}

/* ---------------------------------------------------------- constructors */

/** The compiler's own: which every object has, and which looks what the
    processor can do. */
static bool is_compilers(const char *name)
{
    return name != NULL && (strcmp(name, "frame_dummy") == 0 ||
                            strcmp(name, "__cpu_indicator_init") == 0);
}

/** Name of the function at an address, from the full table of symbols where
    the file was not stripped of it. */
static const char *function_name(const reading *r, uint64_t address)
{
    const Elf64_Shdr *section = find_section(r, SHT_SYMTAB);
    const Elf64_Shdr *sections = table_in_file(r, r->head->e_shoff, 0);

    if (section == NULL || section->sh_link >= r->head->e_shnum)
        return NULL;
    const Elf64_Shdr *strings = &sections[section->sh_link];
    const Elf64_Sym *table =
        table_in_file(r, section->sh_offset, section->sh_size);
    const char *names = in_file(r, strings->sh_offset, strings->sh_size);
    for (size_t i = 0; table && names && i < section->sh_size / sizeof *table;
         i++)
        if (table[i].st_value == address &&
            ELF64_ST_TYPE(table[i].st_info) == STT_FUNC &&
            table[i].st_name < strings->sh_size &&
            memchr(names + table[i].st_name, 0,
                   strings->sh_size - table[i].st_name) != NULL)
            return names + table[i].st_name;
    return NULL;
}

static void read_constructors(reading *r)
{
    gj_image *image = r->image;
    uint64_t count = r->tags[DT_INIT_ARRAYSZ] / sizeof(void *);
    void *const *entries =
        table_in_image(r, r->tags[DT_INIT_ARRAY], count * sizeof(void *));
    bool stripped = find_section(r, SHT_SYMTAB) == NULL;

    if (entries == NULL)
        return;
    image->constructors = gj_new(count + 1, sizeof(char *));
    for (uint64_t i = 0; i < count; i++) {
        uintptr_t at = (uintptr_t)entries[i] - (uintptr_t)image->bytes;
        const char *name = function_name(r, at);
        if (is_compilers(name) || (stripped && i == 0))
            continue;
        /* The file's bytes do not stay. */
        gj_text kept =
            gj_arena_text(&image->arena, gj_text_of(name != NULL ? name : "?"));
        image->constructors[image->constructor_count++] = kept.data;
    }
}

/* --------------------------------------------------------------- reading */

gj_status gj_image_read(gj_image **out, const char *path, gj_error *error)
{
    gj_image *image = gj_new(1, sizeof *image);
    gj_buffer bytes = {0};
    reading r = {.image = image};
    bool sound = gj_input_read(&bytes, path, MOST_BYTES, error) == GJ_OK;

    r.file = gj_buffer_view(&bytes);
    sound = sound && read_head(&r, error) && load_segments(&r, error) &&
            read_dynamic(&r, error) && read_symbols(&r, error) &&
            relocate(&r, error);
    if (sound)
        read_constructors(&r);
    gj_buffer_free(&bytes);
    if (sound)
        *out = image;
    else
        gj_image_free(image);
    return sound ? GJ_OK : error->status;
}

void gj_image_free(gj_image *image)
{
    if (image == NULL)
        return;
    free(image->bytes);
    free(image->symbols);
    free(image->needed);
    free(image->constructors);
    gj_arena_free(&image->arena);
    free(image);
}
