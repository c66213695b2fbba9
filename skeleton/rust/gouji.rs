//! gouji/plugin.h in Rust: the same structs in the same order, so that a plugin
//! can be written without C. What each means is said in plugin.h, which is in
//! gouji's include folder; here it is only named.
#![allow(dead_code)]

use std::ffi::c_void;
use std::marker::PhantomData;
use std::ptr;

/// The minor version of the contract that this file has: 1.1.
pub const ABI_MINOR: u32 = 1;

// ------------------------------------------------------------------- text

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Text<'a> {
    pub data: *const u8,
    pub length: u64,
    life: PhantomData<&'a str>,
}

pub const fn text(of: &str) -> Text<'_> {
    Text {
        data: of.as_ptr(),
        length: of.len() as u64,
        life: PhantomData,
    }
}

pub const EMPTY: Text<'static> = Text {
    data: ptr::null(),
    length: 0,
    life: PhantomData,
};

impl<'a> Text<'a> {
    /// What the host lends, which is always UTF-8.
    pub fn as_str(&self) -> &'a str {
        if self.length == 0 {
            return "";
        }
        unsafe {
            std::str::from_utf8_unchecked(std::slice::from_raw_parts(
                self.data,
                self.length as usize,
            ))
        }
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Words {
    pub zh: Text<'static>,
    pub en: Text<'static>,
}

pub const fn words(zh: &'static str, en: &'static str) -> Words {
    Words {
        zh: text(zh),
        en: text(en),
    }
}

// ----------------------------------------------------------------- values

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Value {
    pub owner: *const c_void,
    pub node: u64,
}

pub const NO_VALUE: Value = Value {
    owner: ptr::null(),
    node: 0,
};

pub const ABSENT: u32 = 0;
pub const NULL: u32 = 1;
pub const FALSE: u32 = 2;
pub const TRUE: u32 = 3;
pub const NUMBER: u32 = 4;
pub const STRING: u32 = 5;
pub const ARRAY: u32 = 6;
pub const OBJECT: u32 = 7;

pub const DECIMAL_OK: u32 = 0;
pub const DECIMAL_TYPE: u32 = 1;
pub const DECIMAL_RANGE: u32 = 2;
pub const DECIMAL_INEXACT: u32 = 3;

#[repr(C)]
pub struct Values {
    pub size: u32,
    pub reserved: u32,
    pub type_of: extern "C" fn(Value) -> u32,
    pub count: extern "C" fn(Value) -> u32,
    pub first: extern "C" fn(Value) -> Value,
    pub next: extern "C" fn(Value) -> Value,
    pub key: extern "C" fn(Value) -> Text<'static>,
    pub member: extern "C" fn(Value, Text) -> Value,
    pub at: extern "C" fn(Value, Text) -> Value,
    pub text: extern "C" fn(Value) -> Text<'static>,
    pub number: extern "C" fn(Value) -> Text<'static>,
    pub decimal: extern "C" fn(Value, *mut i64) -> u32,
    pub skeleton: extern "C" fn(Value) -> u64,
}

// ------------------------------------------------------------------ cells

pub const NO_CELL: u32 = u32::MAX;
pub const NO_TEXT: u32 = u32::MAX;

pub const CELL_NUMBER: u8 = 0;
pub const CELL_BLANK: u8 = 1;
pub const CELL_ABSENT: u8 = 2;
pub const CELL_INVALID: u8 = 3;

pub const CELL_COUNT: u8 = 0;
pub const CELL_AMOUNT: u8 = 1;

#[repr(C)]
pub struct Cells {
    pub size: u32,
    pub count: u32,
    pub open_count: u32,
    pub reserved: u32,
    pub values: *const i64,
    pub states: *const u8,
    pub kinds: *const u8,
}

impl Cells {
    pub fn value(&self, cell: u32) -> i64 {
        assert!(cell < self.count);
        unsafe { *self.values.add(cell as usize) }
    }
    pub fn state(&self, cell: u32) -> u8 {
        assert!(cell < self.count);
        unsafe { *self.states.add(cell as usize) }
    }
    pub fn kind(&self, cell: u32) -> u8 {
        assert!(cell < self.count);
        unsafe { *self.kinds.add(cell as usize) }
    }
}

pub type Match = extern "C" fn(*mut c_void, Text, u32) -> i32;

// ---------------------------------------------------------------- reports

macro_rules! opaque {
    ($($name:ident),*) => { $(
        #[repr(C)]
        pub struct $name {
            private: [u8; 0],
        }
    )* };
}
opaque!(Shape, Report, Form, Registry, Sink);

#[repr(C)]
pub struct Host {
    pub size: u32,
    pub minor: u32,
    pub values: &'static Values,
    pub form_id: extern "C" fn(*const Form) -> Text<'static>,
    pub form_data: extern "C" fn(*const Registry, u32) -> Value,
    pub form_set: extern "C" fn(*const Form, Text) -> Value,
    pub form_names: extern "C" fn(*const Form, Text) -> u32,
    pub matching:
        extern "C" fn(*const Shape, Text, Option<Match>, *mut c_void) -> u32,
    pub shape_id: extern "C" fn(*const Shape) -> u64,
    pub shape: extern "C" fn(*const Report) -> *const Shape,
    pub cells: extern "C" fn(*const Report) -> *const Cells,
    pub root: extern "C" fn(*const Report) -> Value,
    pub year: extern "C" fn(*const Report) -> i64,
    pub named: extern "C" fn(*const Report, Text) -> Value,
    pub today: extern "C" fn(*const Report) -> u32,
    pub add_rule: extern "C" fn(*mut Registry, &Rule) -> i32,
    pub fault: extern "C" fn(*mut Registry, &Fault),
    pub parameter_text: extern "C" fn(*const Sink, Text) -> Text<'static>,
    pub parameter_integer: extern "C" fn(*const Sink, Text) -> i64,
    pub parameter_day: extern "C" fn(*const Sink, Text) -> u32,
    pub held: extern "C" fn(*mut Sink, u32, u32),
    pub failed: extern "C" fn(*mut Sink, &Finding),
    pub not_assessable: extern "C" fn(*mut Sink, &Finding),
    pub report_id: extern "C" fn(*const Report) -> u64,
    pub term: extern "C" fn(*mut Sink, u32, u32, u32, i64),
    pub remark: extern "C" fn(*mut Registry, u32, &Fault),
    pub touches: extern "C" fn(*mut Registry, u32, u32),
    pub kind: extern "C" fn(*const Shape, u32) -> u32,
    pub form_text: extern "C" fn(*const Form, Text) -> u32,
    pub text: extern "C" fn(*const Report, u32) -> Value,
}

impl Host {
    /// The one cell that a pointer leads to, if the shape has it.
    pub fn cell(&self, shape: *const Shape, pointer: &str) -> Option<u32> {
        extern "C" fn take(context: *mut c_void, _: Text, cell: u32) -> i32 {
            unsafe { *(context as *mut u32) = cell };
            1
        }
        let mut cell = NO_CELL;
        let context = &mut cell as *mut u32 as *mut c_void;
        (self.matching)(shape, text(pointer), Some(take), context);
        (cell != NO_CELL).then_some(cell)
    }
}

// ------------------------------------------------------------------ rules

pub const INFO: u32 = 1;
pub const WARNING: u32 = 2;
pub const ERROR: u32 = 3;

#[repr(C)]
pub struct Message {
    pub size: u32,
    pub reserved: u32,
    pub key: Text<'static>,
    pub words: Words,
}

pub const fn message(key: &'static str, words: Words) -> Message {
    Message {
        size: std::mem::size_of::<Message>() as u32,
        reserved: 0,
        key: text(key),
        words,
    }
}

pub const PARAMETER_TEXT: u32 = 1;
pub const PARAMETER_INTEGER: u32 = 2;
pub const PARAMETER_DAY: u32 = 3;

#[repr(C)]
pub struct Parameter {
    pub size: u32,
    pub kind: u32,
    pub name: Text<'static>,
    pub initial: Text<'static>,
    pub help: Words,
}

#[repr(C)]
pub struct Check {
    pub size: u32,
    pub reserved: u32,
    pub host: &'static Host,
    pub report: *const Report,
    pub state: *mut c_void,
    pub data: *const c_void,
    pub sink: *mut Sink,
}

/// An array of pointers with a null one at its end: [Some(&A), Some(&B), None].
pub type List<T> = *const Option<&'static T>;

#[repr(C)]
pub struct Rule {
    pub size: u32,
    pub severity: u32,
    pub id: Text<'static>,
    pub title: Words,
    pub basis: Words,
    pub about: Words,
    pub example: Words,
    pub remedy: Words,
    pub messages: List<Message>,
    pub parameters: List<Parameter>,
    pub data: *const c_void,
    pub places: Option<extern "C" fn(&Check) -> u32>,
    pub check: Option<extern "C" fn(&Check) -> i32>,
    pub ties: Option<extern "C" fn(&Check, u32) -> i32>,
}

// --------------------------------------------------------------- findings

pub const ROLE_TERM: u32 = 1;
pub const ROLE_CONTEXT: u32 = 2;
pub const ROLE_OPEN: u32 = 3;
pub const ROLE_DEFINITION: u32 = 4;

pub const SIDE_NONE: u32 = 0;
pub const SIDE_LEFT: u32 = 1;
pub const SIDE_RIGHT: u32 = 2;

pub const LOCATION_SECRET: u32 = 1;
pub const LOCATION_KEY: u32 = 2;

#[repr(C)]
pub struct Location<'a> {
    pub size: u32,
    pub cell: u32,
    pub value: Value,
    pub pointer: Text<'a>,
    pub offset: u32,
    pub length: u32,
    pub role: u32,
    pub side: u32,
    pub coefficient: i64,
    pub flags: u32,
    pub reserved: u32,
    pub shown: Text<'a>,
}

/// A location at a cell; or at nothing yet, where that is NO_CELL.
pub const fn at(cell: u32, role: u32) -> Location<'static> {
    Location {
        size: std::mem::size_of::<Location>() as u32,
        cell,
        value: NO_VALUE,
        pointer: EMPTY,
        offset: 0,
        length: 0,
        role,
        side: SIDE_NONE,
        coefficient: 0,
        flags: 0,
        reserved: 0,
        shown: EMPTY,
    }
}

pub const ARGUMENT_INTEGER: u32 = 1;
pub const ARGUMENT_NUMBER: u32 = 2;
pub const ARGUMENT_TEXT: u32 = 3;
pub const ARGUMENT_NAME: u32 = 4;
pub const ARGUMENT_DATE: u32 = 5;
pub const ARGUMENT_CELL: u32 = 6;
pub const ARGUMENT_NAMED: u32 = 7;

#[repr(C)]
pub struct Argument<'a> {
    pub size: u32,
    pub kind: u32,
    pub name: Text<'a>,
    pub text: Text<'a>,
    pub integer: i64,
}

/// An argument of a kind that is in `integer`.
pub const fn number(name: &str, kind: u32, integer: i64) -> Argument<'_> {
    Argument {
        size: std::mem::size_of::<Argument>() as u32,
        kind,
        name: text(name),
        text: EMPTY,
        integer,
    }
}

#[repr(C)]
pub struct Finding<'a> {
    pub size: u32,
    pub place: u32,
    pub message: Text<'a>,
    pub arguments: *const Option<&'a Argument<'a>>,
    pub primary: &'a Location<'a>,
    pub related: *const Option<&'a Location<'a>>,
    pub expected: Text<'a>,
    pub actual: Text<'a>,
}

impl<'a> Finding<'a> {
    /// Both lists end in None.
    pub fn new(
        message: &'a str,
        arguments: &'a [Option<&'a Argument<'a>>],
        primary: &'a Location<'a>,
        related: &'a [Option<&'a Location<'a>>],
    ) -> Finding<'a> {
        assert!(matches!(arguments.last(), Some(None)));
        assert!(matches!(related.last(), Some(None)));
        Finding {
            size: std::mem::size_of::<Finding>() as u32,
            place: 0,
            message: text(message),
            arguments: arguments.as_ptr(),
            primary,
            related: related.as_ptr(),
            expected: EMPTY,
            actual: EMPTY,
        }
    }
}

#[repr(C)]
pub struct Fault<'a> {
    pub size: u32,
    pub reserved: u32,
    pub value: Value,
    pub offset: u32,
    pub length: u32,
    pub zh: Text<'a>,
    pub en: Text<'a>,
}

// ---------------------------------------------------------------- plugins

#[repr(C)]
pub struct Opening {
    pub size: u32,
    pub reserved: u32,
    pub host: &'static Host,
    pub form: *const Form,
    pub shape: *const Shape,
    pub registry: *mut Registry,
    pub flags: u32,
    pub reserved_2: u32,
}

#[repr(C)]
pub struct Plugin {
    pub size: u32,
    pub minor: u32,
    pub needs_minor: u32,
    pub reserved: u32,
    pub name: Text<'static>,
    pub version: Text<'static>,
    pub title: Words,
    pub rules: List<Rule>,
    pub open: Option<extern "C" fn(&Opening, *mut *mut c_void) -> i32>,
    pub close: Option<extern "C" fn(*mut c_void)>,
    pub examine: Option<extern "C" fn(&Opening, *mut c_void) -> i32>,
}

/// Constants are shared between threads as far as Rust knows; all that is in
/// these is constant.
macro_rules! constant {
    ($($name:ident),*) => { $( unsafe impl Sync for $name {} )* };
}
constant!(Message, Parameter, Rule, Plugin);
