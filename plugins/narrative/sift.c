#include "sift.h"

/** Has the sieve take in a phrase's pattern. */
static void add_to_sieve(gj_finder *finder, gj_phrase *phrase)
{
    char bytes[GJ_LONGEST_SOURCE];
    const gj_pieces *pieces = &finder->script->pieces;
    gj_mistake mistake;
    gj_text source = gj_source_assemble(
        pieces, pieces->values->text(phrase->pattern.source), bytes, &mistake);

    phrase->sieved = true;
    phrase->sieve = source.data != NULL ? gj_sieve_add(finder->sieve, source)
                                        : GJ_SIEVE_OPEN;
}

/** Leaves out the phrases that are not looked for in this text, and has the
    sieve know the others. */
static void choose(gj_finder *finder, uint32_t text, gj_sentence *sentence)
{
    gj_script *script = finder->script;

    for (uint32_t i = 0; i < GJ_SHAPE_WORDS; i++)
        for (uint64_t bits = sentence->worth.bits[i]; bits != 0;
             bits &= bits - 1) {
            gj_phrase *phrase =
                &script->phrases[i * 64 + (uint32_t)__builtin_ctzll(bits)];
            if (phrase->only_at_home && (phrase->at_home >> text & 1) == 0)
                sentence->worth.bits[i] &= ~(bits & -bits);
            else if (!phrase->sieved)
                add_to_sieve(finder, phrase);
        }
}

/** Shapes of a spot that can match there. */
static gj_shapes sieve_spot(const gj_finder *finder,
                            const gj_sentence *sentence, const gj_spot *spot,
                            uint32_t letter)
{
    gj_shapes let = {{0}};

    for (uint32_t i = 0; i < GJ_SHAPE_WORDS; i++)
        for (uint64_t bits = spot->shapes.bits[i] & sentence->worth.bits[i];
             bits != 0; bits &= bits - 1) {
            uint32_t index = i * 64 + (uint32_t)__builtin_ctzll(bits);
            if (gj_sieve_lets(finder->sieve,
                              finder->script->phrases[index].sieve, letter))
                let.bits[i] |= bits & -bits;
        }
    return let;
}

void gj_sift(gj_finder *finder, uint32_t text, gj_sentence *sentence)
{
    gj_sieve *sieve = finder->sieve;
    gj_shapes worth = {{0}};
    uint32_t letter = 0;
    uint32_t kept = 0;

    choose(finder, text, sentence);
    gj_sieve_look(sieve, (gj_text){sentence->skeleton, sentence->length});
    for (uint32_t i = 0; i < sentence->spot_count; i++) {
        gj_spot spot = sentence->spots[i];
        letter = gj_sieve_letter(sieve, letter, (uint32_t)spot.at);
        spot.shapes = sieve_spot(finder, sentence, &spot, letter);
        if (gj_shapes_any(&spot.shapes))
            sentence->spots[kept++] = spot;
        gj_shapes_add(&worth, &spot.shapes);
    }
    sentence->spot_count = kept;
    sentence->worth = worth;
}
