#ifndef GJ_COMMON_BITS_H
#define GJ_COMMON_BITS_H

#include <stdint.h>

/** Bits that are set; what the compiler has for it is a call, as not every
    processor can count. */
static inline uint32_t gj_bits_count(uint32_t bits)
{
    bits -= bits >> 1 & 0x55555555;
    bits = (bits & 0x33333333) + (bits >> 2 & 0x33333333);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F;
    return (bits * 0x01010101) >> 24;
}

#endif
