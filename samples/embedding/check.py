"""Checks reports: python3 check.py REPORT…

Exits with 1 where there are findings, with 3 where a report cannot be read.
"""
import ctypes
import json
import sys

GOUJI_ZH, GOUJI_EN, GOUJI_WITH_JSON = 0, 1, 2


class Error(ctypes.Structure):
    _fields_ = [("status", ctypes.c_int32), ("line", ctypes.c_uint32),
                ("column", ctypes.c_uint32), ("reserved", ctypes.c_uint32),
                ("file", ctypes.c_char * 1024), ("zh", ctypes.c_char * 1024),
                ("en", ctypes.c_char * 1024)]


class Options(ctypes.Structure):  # as far as it is used
    _fields_ = [("size", ctypes.c_uint32), ("flags", ctypes.c_uint32)]


gouji = ctypes.CDLL("libgouji.so.0")
gouji.gouji_json.restype = ctypes.c_char_p
error, status = Error(), 0
engine, result = ctypes.c_void_p(), ctypes.c_void_p()
options = Options(ctypes.sizeof(Options), GOUJI_WITH_JSON)
if gouji.gouji_open(ctypes.byref(engine), ctypes.byref(options),
                    ctypes.byref(error)):
    sys.exit(f"{error.file.decode()} {error.en.decode()}")
trouble, index = Error(), 0  # plugins that were refused, forms at fault
while gouji.gouji_trouble(ctypes.byref(trouble), engine,
                          ctypes.c_size_t(index)):
    print(trouble.file.decode(), trouble.en.decode(), file=sys.stderr)
    index += 1
for path in sys.argv[1:]:
    report = open(path, "rb").read()
    if gouji.gouji_check(ctypes.byref(result), engine, path.encode(), report,
                         ctypes.c_size_t(len(report)), ctypes.byref(error)):
        sys.exit(f"{path}: {error.en.decode()}")
    found = json.loads(gouji.gouji_json(result, GOUJI_EN))
    gouji.gouji_result_free(result)
    for finding in found["findings"]:
        print(f"{path}:{finding['line']}: {finding['message']}")
    status = max(status, {"unreadable": 3, "findings": 1}.get(found["status"],
                                                             0))
gouji.gouji_close(engine)
sys.exit(status)
