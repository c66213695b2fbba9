//! @NAME@: a plugin for gouji with one rule, which is an example: make it yours.
//!
//! Of all requests in table 3, no more than a tenth is carried forward. The
//! parameter "percent" makes that another share. gouji/plugin.h says what each
//! function of the host means; gouji.rs has the same in Rust. A panic ends the
//! process, which the host reports as a fault of the plugin.

mod gouji;

use gouji::*;
use std::mem::size_of;
use std::ptr;

// -------------------------------------------------------------- the cells

const NEW: usize = 0;
const CARRIED_OVER: usize = 1;
const CARRIED_FORWARD: usize = 2;

const POINTERS: [&str; 3] = [
    "/requests/total/new",
    "/requests/total/carried_over",
    "/requests/total/carried_forward",
];

/// The cells of this report; none where its form does not have them all.
fn find(check: &Check) -> Option<[u32; 3]> {
    let shape = (check.host.shape)(check.report);
    let mut cells = [NO_CELL; 3];
    for (cell, pointer) in cells.iter_mut().zip(POINTERS) {
        *cell = check.host.cell(shape, pointer)?;
    }
    Some(cells)
}

// ---------------------------------------------------------- the judgement

/// A form with other cells has no place for this rule.
extern "C" fn places(check: &Check) -> u32 {
    find(check).is_some() as u32
}

/// Never guess what stands in a blank: say that it cannot be judged.
fn leave_open(check: &Check, cell: u32) {
    let open = at(cell, ROLE_OPEN);
    let blank = number("cell", ARGUMENT_CELL, cell.into());
    let arguments = [Some(&blank), None];
    let related = [Some(&open), None];
    let why = Finding::new("blank", &arguments, &open, &related);
    (check.host.not_assessable)(check.sink, &why);
}

/// A term of what is demanded, as it is written: of 100 a <= 10 b, a stands
/// left, 100 times.
fn term(cell: u32, side: u32, times: i64) -> Location<'static> {
    Location {
        side,
        coefficient: times * 1_000_000,
        ..at(cell, ROLE_TERM)
    }
}

fn fail(check: &Check, cells: [u32; 3], all: i64, left: i64, percent: i64) {
    let spot = term(cells[CARRIED_FORWARD], SIDE_LEFT, 100);
    let received = term(cells[NEW], SIDE_RIGHT, percent);
    let carried_over = term(cells[CARRIED_OVER], SIDE_RIGHT, percent);
    let all = number("all", ARGUMENT_INTEGER, all);
    let left = number("left", ARGUMENT_INTEGER, left);
    let percent = number("percent", ARGUMENT_INTEGER, percent);
    let arguments = [Some(&all), Some(&left), Some(&percent), None];
    let related = [Some(&spot), Some(&received), Some(&carried_over), None];
    let finding = Finding::new("too-many", &arguments, &spot, &related);
    (check.host.failed)(check.sink, &finding);
}

/// One verdict for the one place.
extern "C" fn check_left_over(check: &Check) -> i32 {
    let host = check.host;
    let all_cells = unsafe { &*(host.cells)(check.report) };
    let percent = (host.parameter_integer)(check.sink, text("percent"));
    let cells = match find(check) {
        Some(cells) if (0..=100).contains(&percent) => cells,
        _ => return 1,
    };
    if let Some(&open) = cells
        .iter()
        .find(|&&cell| all_cells.state(cell) != CELL_NUMBER)
    {
        leave_open(check, open);
        return 0;
    }
    // Amounts are counted in millionths; requests are whole.
    let count = cells.map(|cell| all_cells.value(cell) / 1_000_000);
    let all = count[NEW] + count[CARRIED_OVER];
    if count[CARRIED_FORWARD] * 100 > all * percent {
        fail(check, cells, all, count[CARRIED_FORWARD], percent);
    } else {
        (host.held)(check.sink, 0, 1);
    }
    0
}

// --------------------------------------------------------------- the words

static TOO_MANY: Message = message(
    "too-many",
    words(
        "全部 {all} 件申请中有 {left} 件结转下年，超过 {percent}%。",
        "{left} of {all} requests carried forward, more than {percent}%.",
    ),
);
static BLANK: Message = message(
    "blank",
    words(
        "{cell}没有填数，无法判断结转是否过多。",
        "{cell} holds no number, so it cannot be said whether too many are carried forward.",
    ),
);
static MESSAGES: [Option<&Message>; 3] = [Some(&TOO_MANY), Some(&BLANK), None];

static PERCENT: Parameter = Parameter {
    size: size_of::<Parameter>() as u32,
    kind: PARAMETER_INTEGER,
    name: text("percent"),
    initial: text("10"),
    help: words(
        "结转最多占百分之几，0 到 100",
        "the most that may be carried forward, per cent",
    ),
};
static PARAMETERS: [Option<&Parameter>; 2] = [Some(&PERCENT), None];

static LEFT_OVER: Rule = Rule {
    size: size_of::<Rule>() as u32,
    severity: WARNING,
    id: text("left-over"),
    title: words(
        "结转下年的申请不超过全部申请的一成",
        "No more than a tenth of the requests is carried forward",
    ),
    basis: words("本机关的办理目标", "this office's own target"),
    about: words(
        "结转过多，往往说明年底前有一批申请没有按期答复。",
        "A large remainder often means that requests were left unanswered at the year's end.",
    ),
    example: words(
        "新收和上年结转共 50 件，结转下年 6 件。",
        "Of 50 requests, new and carried over, 6 are carried forward.",
    ),
    remedy: words(
        "核对年底未答复的申请；属实的，在第五部分说明原因。",
        "Check what was unanswered at the year's end; where it is so, give the reason in part 5.",
    ),
    messages: MESSAGES.as_ptr(),
    parameters: PARAMETERS.as_ptr(),
    data: ptr::null(),
    places: Some(places),
    check: Some(check_left_over),
    ties: None,
};
static RULES: [Option<&Rule>; 2] = [Some(&LEFT_OVER), None];

#[no_mangle]
#[allow(non_upper_case_globals)]
pub static gouji_plugin_v1: Plugin = Plugin {
    size: size_of::<Plugin>() as u32,
    minor: ABI_MINOR,
    needs_minor: 0,
    reserved: 0,
    name: text("@NAME@"),
    version: text("0.1.0"),
    title: words("本机关自己的规则", "Rules of our own office"),
    rules: RULES.as_ptr(),
    open: None,
    close: None,
    examine: None,
};
