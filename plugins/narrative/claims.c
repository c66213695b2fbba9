#include "claims.h"

#include <stdlib.h>
/** Where the reading of a report's texts stands. */
typedef struct telling {
    gj_narrator *narrator;
    const gj_check *check;
    const gj_cells *cells;
    gj_text unit;
    /** The text being read. */
    gj_value value;
    gj_text text;
    uint32_t index;
    bool failed;
} telling;

/** A phrase that was found in a sentence. */
typedef struct finding {
    telling *telling;
    gj_sentence *sentence;
    const gj_phrase *phrase;
    uint32_t from;
    uint32_t to;
} finding;

/* ----------------------------------------------------------------- adding */

static gj_claim *new_claim(telling *t, uint32_t rule)
{
    gj_narrator *narrator = t->narrator;

    if (narrator->claim_count == narrator->claim_room) {
        uint32_t room = narrator->claim_room ? narrator->claim_room * 2 : 64;
        gj_claim *grown =
            realloc(narrator->claims, room * sizeof *narrator->claims);
        if (grown == NULL) {
            t->failed = true;
            return NULL;
        }
        narrator->claims = grown;
        narrator->claim_room = room;
    }
    gj_claim *claim = &narrator->claims[narrator->claim_count];
    claim->rule = rule;
    claim->next = GJ_NO_CLAIM;
    claim->text = t->value;
    claim->slip = false;
    claim->silenced = false;
    claim->quantity = NULL;
    return claim;
}

/** A sentence that could not be read, said once for each rule. */
static void add_unread(telling *t, const gj_sentence *sentence, uint32_t rule,
                       uint32_t verdict)
{
    gj_narrator *narrator = t->narrator;

    for (uint32_t i = narrator->claim_count; i > 0; i--) {
        const gj_claim *other = &narrator->claims[i - 1];
        if (other->text.node != t->value.node || other->from < sentence->from)
            break;
        if (other->rule == rule && other->verdict == verdict)
            return;
    }
    gj_claim *claim = new_claim(t, rule);
    if (claim == NULL)
        return;
    claim->verdict = verdict;
    claim->from = sentence->from;
    claim->to = sentence->to;
    narrator->claim_count++;
}

/* ------------------------------------------------------------------ scope */

static gj_text part_of(const gj_sentence *sentence, uint32_t to)
{
    return (gj_text){sentence->skeleton, to};
}

/** Whether all characters of one text stand in another, in their order. */
static bool is_short_for(gj_text name, gj_text full)
{
    uint64_t at = 0;

    for (uint64_t i = 0; i < name.length;) {
        uint64_t end = i + 1;
        while (end < name.length && ((uint8_t)name.data[end] & 0xC0) == 0x80)
            end++;
        while (at + (end - i) <= full.length &&
               memcmp(full.data + at, name.data + i, end - i) != 0)
            at++;
        if (at + (end - i) > full.length)
            return false;
        at += end - i;
        i = end;
    }
    return true;
}

static bool begins_with(gj_text text, gj_text start)
{
    return start.length > 0 && text.length >= start.length &&
           memcmp(text.data, start.data, start.length) == 0;
}

/** Whether an organ's name means the unit that reports: by its words (本机关),
    as a short form of the unit's name, or as the office that is the unit. */
static bool is_own(telling *t, gj_text who)
{
    gj_narrator *narrator = t->narrator;

    if (gj_pattern_try(&narrator->script.own, &narrator->matcher, who, 0) ==
        GJ_MATCH_HIT)
        return true;
    if (t->unit.length == 0)
        return false;
    if (is_short_for(who, t->unit))
        return true;
    return begins_with(who, t->unit) &&
           gj_pattern_try(&narrator->script.office, &narrator->matcher, t->unit,
                          0) == GJ_MATCH_HIT;
}

static bool is_silent(const finding *f, gj_silence *silence)
{
    telling *t = f->telling;
    gj_narrator *narrator = t->narrator;
    gj_matcher *matcher = &narrator->matcher;
    uint32_t from;
    uint32_t to;

    if (silence->has_without)
        return (f->phrase->at_home >> t->index & 1) == 0 &&
               gj_pattern_try(&silence->without, matcher,
                              part_of(f->sentence, f->to), 0) == GJ_MATCH_MISS;
    if (gj_pattern_try(&silence->before, matcher, part_of(f->sentence, f->from),
                       0) != GJ_MATCH_HIT)
        return false;
    uint32_t who = gj_pattern_group(&silence->before, (gj_text)GJ_TEXT("who"));
    if (!gj_matcher_span(matcher, who, &from, &to))
        return true;
    return !is_own(t, (gj_text){f->sentence->skeleton + from, to - from});
}

static bool is_silenced(const finding *f, bool slip)
{
    gj_text lifted = f->telling->narrator->script.lifted;

    for (uint32_t i = 0; i < f->phrase->silence_count; i++) {
        gj_silence *silence = f->phrase->silences[i];
        if (!(slip && gj_is(silence->id, lifted)) && is_silent(f, silence))
            return true;
    }
    return false;
}

static bool is_slip(const finding *f)
{
    gj_narrator *narrator = f->telling->narrator;

    return gj_pattern_try(&narrator->script.slip, &narrator->matcher,
                          part_of(f->sentence, f->sentence->length),
                          0) == GJ_MATCH_HIT;
}

/* ----------------------------------------------------------------- claims */

/** A difference that is too large for a slip: only some parts were listed. */
static bool is_partial(const gj_claim *claim)
{
    const gj_outcome *outcome = &claim->outcomes[0];
    uint32_t near = claim->quantity->near;

    if (near == 0 || outcome->dropped || claim->verdict != GJ_CLAIM_FAILS)
        return false;
    gj_wide apart = outcome->value - claim->number;
    if (apart < 0)
        apart = -apart;
    return apart * 100 > (gj_wide)claim->number * near;
}

static bool is_sign(uint32_t letter)
{
    return letter <= ' ' || (letter >= 0x3000 && letter <= 0x3002) ||
           (letter >= 0xFF01 && letter <= 0xFF1F);
}

/** Takes the signs off both ends of a quotation. */
static void trim(gj_claim *claim, const char *text)
{
    uint32_t letter = 0;
    uint32_t last = claim->from;

    while (claim->from < claim->to) {
        size_t bytes = gj_letter_read(&letter, text + claim->from,
                                      claim->to - claim->from);
        if (!is_sign(letter))
            break;
        claim->from += (uint32_t)bytes;
    }
    for (uint32_t at = claim->from; at < claim->to;) {
        at += (uint32_t)gj_letter_read(&letter, text + at, claim->to - at);
        if (!is_sign(letter))
            last = at;
    }
    if (last > claim->from)
        claim->to = last;
}

/** The words of a claim: the phrase, as far as no other number stands in it. */
static void quote(const finding *f, gj_claim *claim, const gj_mark *mark)
{
    const gj_sentence *sentence = f->sentence;
    const char *text = f->telling->text.data;

    claim->from = gj_sentence_place(sentence, f->from);
    claim->to = gj_sentence_end(sentence, f->to);
    for (uint32_t i = 0; mark != NULL && i < sentence->mark_count; i++) {
        const gj_mark *other = &sentence->marks[i];
        if (other->at >= f->from && other->at < mark->at)
            claim->from = other->to;
        if (other->at > mark->at && other->at < f->to)
            claim->to = mark->to;
    }
    trim(claim, text);
}

/** Whether a number has been claimed already: by a phrase that takes it, or by
    another one of the same rule. */
static bool is_told(const gj_phrase *phrase, const gj_mark *mark)
{
    const gj_phrase *other = mark->phrase;

    return (phrase->takes && mark->taken) ||
           (other != NULL && other != phrase && other->rule == phrase->rule);
}

static void state(const finding *f, const gj_statement *statement)
{
    telling *t = f->telling;
    gj_narrator *narrator = t->narrator;
    gj_mark *mark = NULL;
    uint32_t from;
    uint32_t to;

    if (statement->number != GJ_NO_GROUP) {
        if (!gj_matcher_span(&narrator->matcher, statement->number, &from, &to))
            return;
        mark = gj_sentence_mark(f->sentence, from);
        if (mark == NULL || is_told(f->phrase, mark))
            return;
    }
    gj_claim *claim = new_claim(t, f->phrase->rule);
    if (claim == NULL)
        return;
    claim->quantity = statement->quantity;
    claim->fixed = mark == NULL;
    claim->number = mark != NULL ? mark->value : statement->fixed;
    claim->grain = mark != NULL ? mark->grain : 0;
    claim->decimals = mark != NULL ? mark->decimals : 0;
    gj_quantity_bind(&narrator->script, statement->quantity);
    gj_claim_judge(claim, statement, f->sentence, &narrator->matcher, t->cells);
    if (claim->quantity == NULL || is_partial(claim))
        return;
    if (mark != NULL) {
        mark->taken |= f->phrase->takes;
        mark->phrase = f->phrase;
    }
    /* A number that fits is not quoted. */
    claim->from = f->sentence->from;
    if (claim->verdict != GJ_CLAIM_FITS)
        quote(f, claim, mark);
    narrator->claim_count++;
}

/** Takes back the claims of a phrase that fit nothing and mean nothing here.
    Only then is it asked what a number is about: one that fits needs no
    excuse. */
static void settle(const finding *f, uint32_t first)
{
    gj_narrator *narrator = f->telling->narrator;
    bool doubtful = false;

    for (uint32_t i = first; i < narrator->claim_count; i++)
        doubtful |= narrator->claims[i].verdict != GJ_CLAIM_FITS;
    if (!doubtful)
        return;
    bool slip = is_slip(f);
    bool silenced = is_silenced(f, slip);
    for (uint32_t i = first; i < narrator->claim_count; i++) {
        gj_claim *claim = &narrator->claims[i];
        if (claim->verdict == GJ_CLAIM_FITS)
            continue;
        claim->slip = slip;
        claim->silenced = silenced;
    }
}

/** Makes the claims of a phrase that was found. */
static void take_phrase(finding *f)
{
    gj_narrator *narrator = f->telling->narrator;
    uint32_t first = narrator->claim_count;

    gj_matcher_span(&narrator->matcher, 0, &f->from, &f->to);
    for (uint32_t i = 0; i < f->phrase->statement_count; i++)
        state(f, &f->phrase->statements[i]);
    settle(f, first);
}

static void take_find(telling *t, gj_sentence *sentence, const gj_find *find,
                      const size_t *offsets)
{
    const gj_phrase *phrase = &t->narrator->script.phrases[find->phrase];
    finding f = {.telling = t, .sentence = sentence, .phrase = phrase};

    if (find->found == GJ_MATCH_HIT) {
        gj_matcher_recall(&t->narrator->matcher, offsets, find->group_count);
        take_phrase(&f);
    } else {
        add_unread(t, sentence, phrase->rule,
                   find->found == GJ_MATCH_COSTLY ? GJ_CLAIM_COSTLY
                                                  : GJ_CLAIM_UNSOUND);
    }
}

/** Says of all phrases that may stand in a sentence that it is too long. */
static void take_overlong(telling *t, gj_sentence *sentence)
{
    const gj_phrase *phrases = t->narrator->script.phrases;

    gj_sentence_seek(&t->narrator->script.lexicon, sentence);
    for (uint32_t i = 0; i < GJ_SHAPE_WORDS; i++)
        for (uint64_t bits = sentence->worth.bits[i]; bits != 0;
             bits &= bits - 1)
            add_unread(t, sentence,
                       phrases[i * 64 + (uint32_t)__builtin_ctzll(bits)].rule,
                       GJ_CLAIM_OVERLONG);
}

static void take_sentence(void *context, gj_sentence *sentence)
{
    telling *t = context;

    if (sentence->overlong) {
        take_overlong(t, sentence);
        return;
    }
    const gj_finds *finds =
        gj_finder_look(&t->narrator->finder, t->index, sentence);
    t->failed |= finds == NULL;
    for (uint32_t i = 0; finds != NULL && i < finds->count; i++)
        take_find(t, sentence, &finds->at[i],
                  finds->offsets + finds->at[i].first);
}

/* ---------------------------------------------------------------- reports */

/** Puts each claim that means something into the list of its rule. */
static void list_claims(gj_narrator *narrator)
{
    for (uint32_t i = 0; i < narrator->script.rule_count; i++)
        narrator->lists[i] = (gj_claim_list){GJ_NO_CLAIM, GJ_NO_CLAIM, 0};
    for (uint32_t i = 0; i < narrator->claim_count; i++) {
        gj_claim *claim = &narrator->claims[i];
        if (!gj_claim_is_meant(narrator, claim))
            continue;
        gj_claim_list *list =
            &narrator->lists[claim->slip ? narrator->script.slip_rule
                                         : claim->rule];
        if (list->count++ == 0)
            list->first = i;
        else
            narrator->claims[list->last].next = i;
        list->last = i;
    }
}

static void read_texts(telling *t, const gj_check *check)
{
    gj_narrator *narrator = t->narrator;
    const gj_host *host = check->host;

    for (uint32_t i = 0; i < narrator->script.text_count; i++) {
        t->value = host->text(check->report, narrator->script.texts[i]);
        t->text = host->values->text(t->value);
        t->index = i;
        if (t->text.length > 0 && t->text.length < UINT32_MAX)
            gj_scan(&narrator->script.lexicon, t->text,
                    host->year(check->report), narrator->finder.vain,
                    &narrator->sentence, take_sentence, t);
    }
}

bool gj_claims_read(gj_narrator *narrator, const gj_check *check)
{
    const gj_host *host = check->host;
    uint64_t report = host->report_id(check->report);

    if (report == narrator->report)
        return true;
    telling t = {.narrator = narrator,
                 .check = check,
                 .cells = host->cells(check->report),
                 .unit = host->values->text(
                     host->text(check->report, narrator->script.unit))};
    narrator->claim_count = 0;
    narrator->report = 0;
    gj_script_bind(&narrator->script, host->shape(check->report));
    gj_finder_begin(&narrator->finder);
    read_texts(&t, check);
    list_claims(narrator);
    if (!t.failed)
        narrator->report = report;
    return !t.failed;
}
