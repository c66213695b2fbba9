/* A disk that fails: preloaded, every pread() but the first GOOD ones ends with
 * EIO. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

ssize_t pread64(int file, void *bytes, size_t length, off64_t at)
{
    static long done;

    if (done++ < atol(getenv("GOOD")))
        return syscall(SYS_pread64, file, bytes, length, at);
    errno = EIO;
    return -1;
}

ssize_t pread(int file, void *bytes, size_t length, off_t at)
{
    return pread64(file, bytes, length, at);
}
