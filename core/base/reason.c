#include <errno.h>
#include <string.h>

#include "base/error.h"

/* The reasons that a user may come upon. The C library has them in the
   language of the locale, which need not be the reader's. */
static const char *const reasons[] = {
    [EPERM] = "不允许这样做",
    [ENOENT] = "没有这个文件或文件夹",
    [EINTR] = "被信号中断",
    [EIO] = "输入输出错误",
    [ENXIO] = "没有这个设备",
    [EBADF] = "文件没有打开",
    [ECHILD] = "没有子进程",
    [EAGAIN] = "暂时没有资源",
    [ENOMEM] = "内存不足",
    [EACCES] = "没有权限",
    [EBUSY] = "正被占用",
    [EEXIST] = "已经存在",
    [EXDEV] = "不在同一文件系统",
    [ENODEV] = "没有这种设备",
    [ENOTDIR] = "不是文件夹",
    [EISDIR] = "是文件夹",
    [EINVAL] = "参数无效",
    [ENFILE] = "系统打开的文件过多",
    [EMFILE] = "打开的文件过多",
    [ETXTBSY] = "程序文件正在运行",
    [EFBIG] = "文件过大",
    [ENOSPC] = "磁盘空间不足",
    [ESPIPE] = "不能定位",
    [EROFS] = "文件系统只读",
    [EMLINK] = "链接过多",
    [EPIPE] = "读取的一方已经关闭",
    [ENAMETOOLONG] = "文件名过长",
    [ENOSYS] = "系统没有这个功能",
    [ENOTEMPTY] = "文件夹不是空的",
    [ELOOP] = "符号链接层数过多",
    [EOVERFLOW] = "数值过大",
    [EILSEQ] = "不是有效的字符",
    [EOPNOTSUPP] = "不支持这种操作",
    [ESTALE] = "文件已经失效",
    [EDQUOT] = "超出磁盘配额",
};

const char *gj_reason(gj_language language, int number)
{
    const char *english = strerrordesc_np(number);
    const char *chinese = NULL;

    if (number > 0 && number < (int)(sizeof reasons / sizeof *reasons))
        chinese = reasons[number];
    if (english == NULL || number == 0)
        return gj_say(language, "原因不明", "unknown reason");
    return language == GJ_ZH && chinese != NULL ? chinese : english;
}
