//! An API over plain HTTP written by hand, as emitted code has it.
#![allow(dead_code)]

use std::sync::{Arc, Mutex};

use bindery_runtime::{
    Session,
    catalogue::Entry,
    operation::Style,
    operation::{
        Api, ApiInfo, Binding, Block, HttpBinding, Media, Operation, OperationInfo, Parameter, Piece, Place,
        RequestBody, Requirement, Response, ResponseBody, SchemeUse, SecurityKind, SecurityScheme, ServiceInfo,
        StatusMatch,
    },
    record::{Field, Flags, Kind, ListSchema, Name, Schema, Shape, Slot, Tag, Union, UnionSchema, Value, View, field},
    transport::{Answer, Bounds, Transport},
    value::Binary,
};
use bytes::Bytes;

#[derive(Debug)]
pub struct Pod;

#[derive(Clone, Default)]
pub struct NoHeaders {}

static NO_HEADERS: Schema = Schema { name: Name::NONE, fields: &[], flags: Flags::NONE };
bindery_runtime::record!(NoHeaders, &NO_HEADERS);

#[derive(Clone, Default)]
pub struct Headers {
    pub remaining: Option<i32>,
    pub tags: Option<Vec<String>>,
    pub session: Option<i32>,
}

static HEADERS: Schema = Schema {
    name: Name::NONE,
    fields: &[
        field("", "X-Remaining", Shape::Scalar(Kind::I32), Flags::NONE),
        field("", "X-Tags", Shape::list(&TEXTS), Flags::NONE),
        field("", "X-Session", Shape::Scalar(Kind::I32), Flags::SECRET),
    ],
    flags: Flags::NONE,
};
bindery_runtime::record!(Headers, &HEADERS, 0 remaining, 1 tags, 2 session);

impl Api for Pod {
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = Headers;
    const INFO: &'static ApiInfo = &ApiInfo { title: "Pod", version: "1", outcome: None };
}

pub static SERVICE: ServiceInfo = ServiceInfo { name: "Pod", addresses: &[], path: "" };

pub static TEXTS: ListSchema =
    ListSchema { name: Name::NONE, item: field("", "", Shape::Scalar(Kind::String), Flags::REQUIRED) };

#[derive(Clone, Default)]
pub struct Colour {
    pub r: Option<i32>,
    pub g: Option<i32>,
}

pub static COLOUR: Schema = Schema {
    name: Name::new("", "Colour"),
    fields: &[
        field("", "R", Shape::Scalar(Kind::I32), Flags::NONE),
        field("", "G", Shape::Scalar(Kind::I32), Flags::NONE),
    ],
    flags: Flags::NONE,
};
bindery_runtime::record!(Colour, &COLOUR, 0 r, 1 g);

#[derive(Clone, Default)]
pub struct Wrong {
    pub code: i32,
    pub message: Option<String>,
}

pub static WRONG: Schema = Schema {
    name: Name::new("", "Error"),
    fields: &[
        field("", "code", Shape::Scalar(Kind::I32), Flags::REQUIRED),
        field("", "message", Shape::Scalar(Kind::String), Flags::NONE),
    ],
    flags: Flags::NONE,
};
bindery_runtime::record!(Wrong, &WRONG, 0 code, 1 message);

pub const JSON: &[Media] = &[Media::JSON];
static TEXT_ROW: Field = field("", "", Shape::Scalar(Kind::String), Flags::NONE);
static COLOUR_ROW: Field = field("", "", Shape::record(&COLOUR), Flags::NONE);
static WRONG_ROW: Field = field("", "", Shape::record(&WRONG), Flags::NONE);
static BINARY_ROW: Field = field("", "", Shape::Scalar(Kind::Binary), Flags::NONE);

pub const fn answer(status: StatusMatch, field: &'static Field, media: &'static [Media]) -> Response {
    Response { status, variant: None, body: Some(ResponseBody { field, media }), headers: &[] }
}

pub const fn empty(status: StatusMatch) -> Response {
    Response { status, variant: None, body: None, headers: &[] }
}

pub const NO_CONTENT: &[Response] = &[empty(StatusMatch::Code(204))];

/// The fields that the operations of parameters share.
macro_rules! styled {
    ($($name:ident $table:ident $path:expr, [$($parameter:expr),*];)*) => {$(
        #[derive(Clone, Default)]
        pub struct $name {
            pub one: Option<String>,
            pub list: Option<Vec<String>>,
            pub object: Option<Colour>,
        }

        static $table: Schema = Schema {
            name: Name::NONE,
            fields: &[
                field("", "one", Shape::Scalar(Kind::String), Flags::NONE),
                field("", "list", Shape::list(&TEXTS), Flags::NONE),
                field("", "object", Shape::record(&COLOUR), Flags::NONE),
            ],
            flags: Flags::NONE,
        };
        bindery_runtime::record!($name, &$table, 0 one, 1 list, 2 object);

        impl Operation for $name {
            type Api = Pod;
            type Output = ();
            type Fault = ();
            fn info() -> &'static OperationInfo {
                const INFO: &OperationInfo = &OperationInfo {
                    name: stringify!($name),
                    service: &SERVICE,
                    binding: Binding::Http(&HttpBinding {
                        method: "GET",
                        path: $path,
                        parameters: &[$($parameter),*],
                        body: None,
                        responses: NO_CONTENT,
                        errors: &[],
                        security: &[],
                    }),
                    rest: None,
                };
                INFO
            }
        }
    )*

        pub static STYLED: &[Entry] = &[$(Entry::of::<$name>()),*];
    };
}

const THREE: &[Piece] = &[
    Piece::Text("/x/"),
    Piece::Parameter(0),
    Piece::Text("/"),
    Piece::Parameter(1),
    Piece::Text("/"),
    Piece::Parameter(2),
];

macro_rules! expand {
    ($($name:ident $table:ident $path:expr, $make:ident $(, $change:ident $argument:expr)*;)*) => {
        styled! { $($name $table $path, [
            Parameter::$make(0, "one")$(.$change($argument))*,
            Parameter::$make(1, "list")$(.$change($argument))*,
            Parameter::$make(2, "object")$(.$change($argument))*
        ];)* }
    };
}

expand! {
    PathSimple PATH_SIMPLE THREE, path;
    PathSimpleExplode PATH_SIMPLE_EXPLODE &[Piece::Text("/se/"), Piece::Parameter(0), Piece::Text("/"), Piece::Parameter(1), Piece::Text("/"), Piece::Parameter(2)], path, explode true;
    PathLabel PATH_LABEL &[Piece::Text("/l/"), Piece::Parameter(0), Piece::Text("/"), Piece::Parameter(1), Piece::Text("/"), Piece::Parameter(2)], path, style Style::Label;
    PathLabelExplode PATH_LABEL_EXPLODE &[Piece::Text("/le/"), Piece::Parameter(0), Piece::Text("/"), Piece::Parameter(1), Piece::Text("/"), Piece::Parameter(2)], path, style Style::Label, explode true;
    PathMatrix PATH_MATRIX &[Piece::Text("/m/"), Piece::Parameter(0), Piece::Text("/"), Piece::Parameter(1), Piece::Text("/"), Piece::Parameter(2)], path, style Style::Matrix;
    PathMatrixExplode PATH_MATRIX_EXPLODE &[Piece::Text("/me/"), Piece::Parameter(0), Piece::Text("/"), Piece::Parameter(1), Piece::Text("/"), Piece::Parameter(2)], path, style Style::Matrix, explode true;
    QueryForm QUERY_FORM &[Piece::Text("/q")], query;
    QueryFormPlain QUERY_FORM_PLAIN &[Piece::Text("/qp")], query, explode false;
    QuerySpace QUERY_SPACE &[Piece::Text("/qs")], query, style Style::SpaceDelimited, explode false;
    QueryPipe QUERY_PIPE &[Piece::Text("/qi")], query, style Style::PipeDelimited, explode false;
    QueryTab QUERY_TAB &[Piece::Text("/qt")], query, style Style::TabDelimited, explode false;
    QueryDeep QUERY_DEEP &[Piece::Text("/qd")], query, style Style::DeepObject;
    QueryContent QUERY_CONTENT &[Piece::Text("/qc")], query, content "application/json";
    HeaderSimple HEADER_SIMPLE &[Piece::Text("/h")], header;
    HeaderExplode HEADER_EXPLODE &[Piece::Text("/he")], header, explode true;
    CookieForm COOKIE_FORM &[Piece::Text("/c")], cookie, explode false;
}

/// Symphony's user presence, with a credential in a header and a key inside a segment.
#[derive(Clone, Default)]
pub struct GetUser {
    pub uid: i64,
    pub local: Option<bool>,
    pub session_token: String,
}

static GET_USER: Schema = Schema {
    name: Name::NONE,
    fields: &[
        field("", "uid", Shape::Scalar(Kind::I64), Flags::REQUIRED),
        field("", "local", Shape::Scalar(Kind::Bool), Flags::NONE),
        field("", "sessionToken", Shape::Scalar(Kind::String), Flags::REQUIRED.and(Flags::SECRET)),
    ],
    flags: Flags::NONE,
};
bindery_runtime::record!(GetUser, &GET_USER, 0 uid, 1 local, 2 session_token);

impl Operation for GetUser {
    type Api = Pod;
    type Output = Colour;
    type Fault = Wrong;
    fn info() -> &'static OperationInfo {
        const INFO: &OperationInfo = &OperationInfo {
            name: "GetUser",
            service: &SERVICE,
            binding: Binding::Http(&HttpBinding {
                method: "GET",
                path: &[Piece::Text("/users('"), Piece::Parameter(0), Piece::Text("')/presence")],
                parameters: &[
                    Parameter::path(0, "uid"),
                    Parameter::query(1, "local"),
                    Parameter::header(2, "sessionToken"),
                ],
                body: None,
                responses: &[Response {
                    status: StatusMatch::Code(200),
                    variant: None,
                    body: Some(ResponseBody { field: &COLOUR_ROW, media: JSON }),
                    headers: &[
                        Block { field: 0, required: true },
                        Block { field: 1, required: false },
                        Block { field: 2, required: false },
                    ],
                }],
                errors: &[
                    answer(StatusMatch::Code(404), &WRONG_ROW, JSON),
                    answer(StatusMatch::Range(5), &WRONG_ROW, JSON),
                    empty(StatusMatch::Code(401)),
                ],
                security: &[],
            }),
            rest: None,
        };
        INFO
    }
}

/// What a body holds.
#[derive(Clone, Default)]
pub struct Upload {
    pub name: String,
    pub tags: Option<Vec<String>>,
    pub colour: Option<Colour>,
    pub file: Option<Binary>,
}

static UPLOAD: Schema = Schema {
    name: Name::new("", "Upload"),
    fields: &[
        field("", "name", Shape::Scalar(Kind::String), Flags::REQUIRED),
        field("", "tags", Shape::list(&TEXTS), Flags::NONE),
        field("", "colour", Shape::record(&COLOUR), Flags::NONE),
        field("", "file", Shape::Scalar(Kind::Binary), Flags::NONE),
    ],
    flags: Flags::NONE,
};
bindery_runtime::record!(Upload, &UPLOAD, 0 name, 1 tags, 2 colour, 3 file);

macro_rules! posting {
    ($($name:ident $table:ident $path:literal, $body:ty, $shape:expr, $media:expr, $output:ty, $responses:expr;)*) => {$(
        #[derive(Clone, Default)]
        pub struct $name {
            pub body: $body,
        }

        static $table: Schema = Schema {
            name: Name::NONE,
            fields: &[field("", "body", $shape, Flags::REQUIRED)],
            flags: Flags::NONE,
        };
        bindery_runtime::record!($name, &$table, 0 body);

        impl Operation for $name {
            type Api = Pod;
            type Output = $output;
            type Fault = ();
            fn info() -> &'static OperationInfo {
                const INFO: &OperationInfo = &OperationInfo {
                    name: stringify!($name),
                    service: &SERVICE,
                    binding: Binding::Http(&HttpBinding {
                        method: "POST",
                        path: &[Piece::Text($path)],
                        parameters: &[],
                        body: Some(RequestBody::new(0, $media)),
                        responses: $responses,
                        errors: &[],
                        security: SECURED,
                    }),
                    rest: None,
                };
                INFO
            }
        }
    )*

        pub static POSTING: &[Entry] = &[Entry::of::<GetUser>(), $(Entry::of::<$name>()),*];
    };
}

static OAUTH: SecurityScheme = SecurityScheme { name: "oauth", kind: SecurityKind::OAuth2 };
static KEY: SecurityScheme =
    SecurityScheme { name: "key", kind: SecurityKind::ApiKey { place: Place::Query, name: "api key" } };
static APP: SecurityScheme =
    SecurityScheme { name: "app", kind: SecurityKind::ApiKey { place: Place::Header, name: "SO-AppToken" } };
static BASIC: SecurityScheme = SecurityScheme { name: "basic", kind: SecurityKind::Basic };

const SECURED: &[Requirement] = &[
    Requirement { schemes: &[SchemeUse { scheme: &OAUTH, scopes: &["read", "write"] }] },
    Requirement { schemes: &[SchemeUse { scheme: &KEY, scopes: &[] }] },
    Requirement { schemes: &[SchemeUse { scheme: &BASIC, scopes: &[] }, SchemeUse { scheme: &APP, scopes: &[] }] },
];

const ALL: &[Media] = &[
    Media::JSON,
    Media::new("application/xml"),
    Media::new("application/x-www-form-urlencoded"),
    Media::new("multipart/form-data"),
];

posting! {
    Send SEND "/upload", Upload, Shape::record(&UPLOAD), ALL, Many, &[
        Response { variant: Some(0), ..answer(StatusMatch::Code(200), &COLOUR_ROW, JSON) },
        Response { variant: Some(1), ..answer(StatusMatch::Code(202), &TEXT_ROW, &[Media::new("text/plain")]) },
        Response { variant: Some(2), ..empty(StatusMatch::Code(204)) },
    ];
    Note NOTE "/note", String, Shape::Scalar(Kind::String), &[Media::new("text/plain")], String,
        &[answer(StatusMatch::Range(2), &TEXT_ROW, &[Media::new("text/plain")])];
    Blob BLOB "/blob", Binary, Shape::Scalar(Kind::Binary), &[Media::new("application/octet-stream"), Media::new("image/*")], Binary,
        &[answer(StatusMatch::Default, &BINARY_ROW, &[Media::new("*/*")])];
}

/// Several successes.
#[derive(Clone, Debug, PartialEq)]
pub enum Many {
    Ok(Colour),
    Accepted(String),
    NoContent(()),
}

impl Default for Many {
    fn default() -> Self {
        Self::Ok(Colour::default())
    }
}

static MANY: UnionSchema = UnionSchema {
    name: Name::NONE,
    tag: Tag::Status,
    variants: &[
        field("", "200", Shape::record(&COLOUR), Flags::REQUIRED),
        field("", "202", Shape::Scalar(Kind::String), Flags::REQUIRED),
        field("", "204", Shape::Any, Flags::NONE),
    ],
    open: false,
};

impl Union for Many {
    fn schema(&self) -> &'static UnionSchema {
        &MANY
    }

    fn selected(&self) -> usize {
        match self {
            Self::Ok(_) => 0,
            Self::Accepted(_) => 1,
            Self::NoContent(()) => 2,
        }
    }

    fn content(&self) -> View<'_> {
        match self {
            Self::Ok(value) => value.view(),
            Self::Accepted(value) => value.view(),
            Self::NoContent(value) => value.view(),
        }
    }

    fn select(&mut self, index: usize) -> Slot<'_> {
        if self.selected() != index {
            *self = match index {
                0 => Self::Ok(Colour::default()),
                1 => Self::Accepted(String::new()),
                2 => Self::NoContent(()),
                _ => return Slot::None,
            };
        }
        match self {
            Self::Ok(value) => value.slot(),
            Self::Accepted(value) => value.slot(),
            Self::NoContent(value) => value.slot(),
        }
    }
}

impl Value for Many {
    fn view(&self) -> View<'_> {
        View::Union(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Union(self)
    }
}

/// A transport that keeps what was sent, and answers the same every time.
#[derive(Clone)]
pub struct Recorder {
    pub sent: Arc<Mutex<Vec<http::Request<Bytes>>>>,
    pub answer: http::Response<Bytes>,
}

impl Recorder {
    pub fn answering(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Self {
        let mut answer = http::Response::builder().status(status);
        for (name, value) in headers {
            answer = answer.header(*name, *value);
        }
        Self { sent: Arc::default(), answer: answer.body(body.into()).unwrap() }
    }

    pub fn session(&self) -> Session<Pod> {
        Session::builder("https://host:8443/pod/").build_with(self.clone()).unwrap()
    }

    pub fn last(&self) -> http::Request<Bytes> {
        self.sent.lock().unwrap().last().unwrap().clone()
    }
}

impl Transport for Recorder {
    fn send(&self, request: http::Request<Bytes>, _: Bounds) -> Answer<'_> {
        self.sent.lock().unwrap().push(request);
        let answer = self.answer.clone();
        Box::pin(async move { Ok(answer) })
    }
}
