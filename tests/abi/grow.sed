# plugin.h as a later minor version may have it: something is appended to every
# struct that crosses.
s/^\(#define GJ_ABI_MINOR\) .*/\1 99/
/^typedef struct gj_\(values\|cells\|host\|message\|parameter\|check\|location\|argument\|opening\|plugin\) {/,/^}/{
    /^}/i\    uint64_t appended[4];
}
/^struct gj_\(rule\|finding\|fault\) {/,/^}/{
    /^}/i\    uint64_t appended[4];
}
