use bindery_runtime::{
    catalogue::Entry,
    operation::{
        Address, Api, ApiInfo, Binding, Block, BodyInfo, FaultInfo, HttpBinding, Media, Operation, OperationInfo,
        Outcome, Piece, RequestBody, Response, ResponseBody, ServiceInfo, SoapBinding, SoapVersion, StatusMatch,
    },
    record::{
        Field, Flags, Kind, ListSchema, Name, Record, Schema, Shape, Slot, Tag, Union, UnionSchema, Value, View, field,
    },
    table::Ref,
};

pub const NS: &str = "http://example.org/desk";

/// Implements `Record` as emitted code does.
macro_rules! record {
    ($name:ident, $schema:ident, $($index:literal => $field:ident),*) => {
        impl Record for $name {
            fn schema(&self) -> &'static Schema {
                &$schema
            }
            fn view(&self, index: usize) -> View<'_> {
                match index {
                    $($index => self.$field.view(),)*
                    _ => View::Absent,
                }
            }
            fn slot(&mut self, index: usize) -> Slot<'_> {
                match index {
                    $($index => self.$field.slot(),)*
                    _ => Slot::None,
                }
            }
        }
    };
}

const STRING: Shape = Shape::Scalar(Kind::String);
const INT: Shape = Shape::Scalar(Kind::I32);
const BOOL: Shape = Shape::Scalar(Kind::Bool);

const fn schema(name: &'static str, fields: &'static [Field]) -> Schema {
    Schema { name: Name::new(NS, name), fields, flags: Flags::NONE }
}

// Header blocks.

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Credentials {
    pub ticket: Option<String>,
}
static CREDENTIALS: Schema = schema("Credentials", &[field(NS, "Ticket", STRING, Flags::SECRET)]);
record!(Credentials, CREDENTIALS, 0 => ticket);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct RequestHeaders {
    pub application_token: Option<String>,
    pub credentials: Option<Credentials>,
    pub time_zone: Option<i32>,
}
static REQUEST_HEADERS: Schema = schema(
    "",
    &[
        field(NS, "ApplicationToken", STRING, Flags::SECRET),
        field(NS, "Credentials", Shape::record(&CREDENTIALS), Flags::NONE),
        field(NS, "TimeZone", INT, Flags::NONE),
    ],
);
record!(RequestHeaders, REQUEST_HEADERS, 0 => application_token, 1 => credentials, 2 => time_zone);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exception {
    pub kind: Option<String>,
    pub message: Option<String>,
}
static EXCEPTION: Schema =
    schema("Exception", &[field(NS, "Kind", STRING, Flags::NONE), field(NS, "Message", STRING, Flags::NONE)]);
record!(Exception, EXCEPTION, 0 => kind, 1 => message);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResponseHeaders {
    pub succeeded: Option<bool>,
    pub exception: Option<Exception>,
    pub time_zone: Option<i32>,
}
static RESPONSE_HEADERS: Schema = schema(
    "",
    &[
        field(NS, "Succeeded", BOOL, Flags::NONE),
        field(NS, "Exception", Shape::record(&EXCEPTION), Flags::NILLABLE),
        field(NS, "TimeZone", INT, Flags::NONE),
    ],
);
record!(ResponseHeaders, RESPONSE_HEADERS, 0 => succeeded, 1 => exception, 2 => time_zone);

#[derive(Debug)]
pub struct Desk;
impl Api for Desk {
    type RequestHeaders = RequestHeaders;
    type ResponseHeaders = ResponseHeaders;
    const INFO: &'static ApiInfo = &ApiInfo {
        title: "Desk",
        version: "1",
        outcome: Some(Outcome { success: 0, exception: 1, message: "Message" }),
    };
}

pub static SERVICE: ServiceInfo = ServiceInfo {
    name: "Presence",
    addresses: &[Address { name: "Presence", url: "http://127.0.0.1:9/Presence.svc" }],
    path: "Presence.svc",
};

// Types.

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Presence {
    pub user_id: i32,
    pub name: Option<String>,
}
static PRESENCE: Schema =
    schema("Presence", &[field(NS, "UserId", INT, Flags::REQUIRED), field(NS, "Name", STRING, Flags::NILLABLE)]);
record!(Presence, PRESENCE, 0 => user_id, 1 => name);

static PRESENCES: ListSchema = ListSchema {
    name: Name::new(NS, "ArrayOfPresence"),
    item: field(NS, "Presence", Shape::record(&PRESENCE), Flags::NILLABLE),
};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Denied {
    pub why: Option<String>,
}
static DENIED: Schema = schema("Denied", &[field(NS, "Why", STRING, Flags::NONE)]);
static DENIED_DETAIL: Field = field(NS, "Denied", Shape::record(&DENIED), Flags::NONE);
record!(Denied, DENIED, 0 => why);

#[derive(Clone, Debug, PartialEq)]
pub enum GetPresenceFault {
    Denied(Denied),
}
static GET_PRESENCE_FAULT: UnionSchema = UnionSchema {
    name: Name::NONE,
    tag: Tag::Element,
    variants: &[field(NS, "Denied", Shape::record(&DENIED), Flags::NONE)],
    open: false,
};
impl Default for GetPresenceFault {
    fn default() -> Self {
        Self::Denied(Denied::default())
    }
}
impl Union for GetPresenceFault {
    fn schema(&self) -> &'static UnionSchema {
        &GET_PRESENCE_FAULT
    }
    fn selected(&self) -> usize {
        0
    }
    fn content(&self) -> View<'_> {
        let Self::Denied(denied) = self;
        Value::view(denied)
    }
    fn select(&mut self, _index: usize) -> Slot<'_> {
        let Self::Denied(denied) = self;
        Value::slot(denied)
    }
}
impl Value for GetPresenceFault {
    fn view(&self) -> View<'_> {
        View::Union(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Union(self)
    }
}

// Operations.

const ALL_BLOCKS: &[Block] =
    &[Block { field: 0, required: false }, Block { field: 1, required: false }, Block { field: 2, required: false }];

/// Both versions, a wrapper with one field, a declared fault, all header blocks, and REST beside SOAP.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GetPresence {
    pub user_id: Option<i32>,
}
static GET_PRESENCE: Schema = schema("", &[field(NS, "UserId", INT, Flags::NONE)]);
static GET_PRESENCE_RESPONSE: Schema = schema("", &[field(NS, "Response", Shape::record(&PRESENCE), Flags::NILLABLE)]);
static ANSWERED: Field = field(NS, "Response", Shape::record(&PRESENCE), Flags::NILLABLE);

/// How `GetPresence` is called over REST.
static OVER_REST: HttpBinding = HttpBinding {
    method: "POST",
    path: &[Piece::Text("/api/Presence/Get")],
    parameters: &[],
    body: Some(RequestBody { field: None, required: true, media: &[Media::JSON] }),
    responses: &[Response {
        status: StatusMatch::Code(200),
        variant: None,
        body: Some(ResponseBody { field: &ANSWERED, media: &[Media::JSON] }),
        headers: &[],
    }],
    errors: &[],
    security: &[],
};
record!(GetPresence, GET_PRESENCE, 0 => user_id);
impl Operation for GetPresence {
    type Api = Desk;
    type Output = Option<Presence>;
    type Fault = GetPresenceFault;
    fn info() -> &'static OperationInfo {
        const INFO: &OperationInfo = &OperationInfo {
            name: "GetPresence",
            service: &SERVICE,
            binding: Binding::Soap(&SoapBinding {
                versions: &[SoapVersion::V11, SoapVersion::V12],
                action: "http://example.org/desk/GetPresence",
                request: BodyInfo {
                    element: Some(Name::new(NS, "GetPresence")),
                    schema: Ref::new(&GET_PRESENCE),
                    unwrapped: false,
                },
                response: Some(BodyInfo {
                    element: Some(Name::new(NS, "GetPresenceResponse")),
                    schema: Ref::new(&GET_PRESENCE_RESPONSE),
                    unwrapped: true,
                }),
                request_headers: ALL_BLOCKS,
                response_headers: ALL_BLOCKS,
                faults: &[FaultInfo { name: "denied", detail: &DENIED_DETAIL }],
            }),
            rest: Some(&OVER_REST),
        };
        INFO
    }
}

/// SOAP 1.1 alone, no output, only the application token among the header blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SavePresence {
    pub presences: Option<Vec<Presence>>,
}
static SAVE_PRESENCE: Schema = schema("", &[field(NS, "Presences", Shape::list(&PRESENCES), Flags::NILLABLE)]);
static SAVE_PRESENCE_RESPONSE: Schema = schema("", &[]);
record!(SavePresence, SAVE_PRESENCE, 0 => presences);
impl Operation for SavePresence {
    type Api = Desk;
    type Output = ();
    type Fault = ();
    fn info() -> &'static OperationInfo {
        const INFO: &OperationInfo = &OperationInfo {
            name: "SavePresence",
            service: &SERVICE,
            binding: Binding::Soap(&SoapBinding {
                versions: &[SoapVersion::V11],
                action: "http://example.org/desk/SavePresence",
                request: BodyInfo {
                    element: Some(Name::new(NS, "SavePresence")),
                    schema: Ref::new(&SAVE_PRESENCE),
                    unwrapped: false,
                },
                response: Some(BodyInfo {
                    element: Some(Name::new(NS, "SavePresenceResponse")),
                    schema: Ref::new(&SAVE_PRESENCE_RESPONSE),
                    unwrapped: true,
                }),
                request_headers: &[Block { field: 0, required: true }],
                response_headers: ALL_BLOCKS,
                faults: &[],
            }),
            rest: None,
        };
        INFO
    }
}

/// One-way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notify {
    pub text: Option<String>,
}
static NOTIFY: Schema = schema("", &[field(NS, "Text", STRING, Flags::NONE)]);
record!(Notify, NOTIFY, 0 => text);
impl Operation for Notify {
    type Api = Desk;
    type Output = ();
    type Fault = ();
    fn info() -> &'static OperationInfo {
        const INFO: &OperationInfo = &OperationInfo {
            name: "Notify",
            service: &SERVICE,
            binding: Binding::Soap(&SoapBinding {
                versions: &[SoapVersion::V12],
                action: "http://example.org/desk/Notify",
                request: BodyInfo {
                    element: Some(Name::new(NS, "Notify")),
                    schema: Ref::new(&NOTIFY),
                    unwrapped: false,
                },
                response: None,
                request_headers: &[],
                response_headers: &[],
                faults: &[],
            }),
            rest: None,
        };
        INFO
    }
}

/// Document/literal bare: the fields stand directly in the body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ask {
    pub question: String,
}
static ASK: Schema = schema("", &[field(NS, "Question", STRING, Flags::REQUIRED)]);
static ASK_RESPONSE: Schema = schema("", &[field(NS, "Answer", STRING, Flags::REQUIRED.and(Flags::REPEATED))]);
record!(Ask, ASK, 0 => question);
impl Operation for Ask {
    type Api = Desk;
    type Output = Vec<String>;
    type Fault = ();
    fn info() -> &'static OperationInfo {
        const INFO: &OperationInfo = &OperationInfo {
            name: "Ask",
            service: &SERVICE,
            binding: Binding::Soap(&SoapBinding {
                versions: &[SoapVersion::V11],
                action: "",
                request: BodyInfo { element: None, schema: Ref::new(&ASK), unwrapped: false },
                response: Some(BodyInfo { element: None, schema: Ref::new(&ASK_RESPONSE), unwrapped: true }),
                request_headers: &[],
                response_headers: &[],
                faults: &[],
            }),
            rest: None,
        };
        INFO
    }
}

pub static OPERATIONS: &[Entry] =
    &[Entry::of::<GetPresence>(), Entry::of::<SavePresence>(), Entry::of::<Notify>(), Entry::of::<Ask>()];
