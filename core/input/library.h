/* libarchive, loaded when the first archive is met: it brings a dozen other
 * libraries, and a check of one report is over before they would be there. */
#ifndef GJ_INPUT_LIBRARY_H
#define GJ_INPUT_LIBRARY_H

#include <archive.h>
#include <archive_entry.h>

#include "base/error.h"

/** The functions that are used, under their names without archive_. */
#define GJ_LIBARCHIVE(use)                                                     \
    use(read_new);                                                             \
    use(read_free);                                                            \
    use(read_support_format_zip_seekable);                                     \
    use(read_support_format_tar);                                              \
    use(read_open);                                                            \
    use(read_open_fd);                                                         \
    use(read_next_header);                                                     \
    use(read_data);                                                            \
    use(error_string);                                                         \
    use(set_error);                                                            \
    use(entry_pathname);                                                       \
    use(entry_pathname_utf8);                                                  \
    use(entry_filetype);                                                       \
    use(entry_hardlink);                                                       \
    use(entry_is_encrypted)

#define GJ_LIBARCHIVE_MEMBER(name) __typeof__(archive_##name)(*(name))
typedef struct gj_libarchive {
    GJ_LIBARCHIVE(GJ_LIBARCHIVE_MEMBER);
} gj_libarchive;
#undef GJ_LIBARCHIVE_MEMBER

/** The library, or NULL with the error set (FILE) where it is not there. */
const gj_libarchive *gj_libarchive_load(gj_error *error);

#endif
