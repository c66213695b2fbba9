/* Any text through the plugin plausibility. */
#include "fuzz/texts.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    fuzz_open(GJ_BUILD "/fuzz/plugins/plausibility.so");
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_texts(data, size);
    return 0;
}
