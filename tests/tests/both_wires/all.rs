//! Every operation of Chat and User that is the same over REST, called over both wires through one server.

use std::{
    any::Any,
    fmt::Debug,
    sync::{Arc, Mutex},
};

use bindery_runtime::{
    Caller as _, Reply, Session,
    operation::{Binding, Operation},
    record::Value,
    rest::Credentials,
    sample,
    server::{Running, Server},
};
use bindery_services::superoffice::services88::{self, Services88};
use bindery_tests::embedded;

use super::{PREFIX, run};

/// What the server read, in the order in which it came.
type Seen = Arc<Mutex<Vec<Box<dyn Any + Send>>>>;

/// Sessions with one server over either wire.
struct Wires {
    soap: Session<Services88>,
    rest: Session<Services88>,
}

impl Wires {
    fn with(running: &Running) -> Self {
        let builder = || services88::Session::builder(format!("{}{PREFIX}", running.url())).no_proxy();
        let credentials = Credentials::new().ticket("7T:abc");
        Self { soap: builder().build().unwrap(), rest: builder().over_rest().credentials(credentials).build().unwrap() }
    }

    fn call<O: Operation<Api = Services88>>(&self, request: &O) -> [Reply<O>; 2] {
        let wires = [("SOAP", &self.soap), ("REST", &self.rest)];
        wires.map(|(wire, session)| {
            let reply = run(async { session.call(request).await });
            let reply = reply.unwrap_or_else(|error| panic!("over {wire}: {error}"));
            assert_eq!(reply.leniencies(), [], "{} over {wire}", O::info().name);
            reply
        })
    }
}

/// A request with every field filled.
fn request<O: Operation>() -> O {
    let mut request = O::default();
    sample::record(&mut request);
    request
}

/// An answer with every field filled.
fn answer<O: Operation>() -> O::Output {
    let mut output = O::Output::default();
    if let Binding::Soap(soap) = O::info().binding
        && let Some(body) = soap.response.as_ref().filter(|body| body.unwrapped)
        && let [only] = body.schema.fields
    {
        sample::value(only, output.slot());
    }
    output
}

/// Keeps the requests for an operation, and answers each with samples.
fn keep<O: Operation + Clone + Send>(server: Server, seen: &Seen) -> Server {
    let seen = Arc::clone(seen);
    server.on::<O, _>(move |request| {
        seen.lock().unwrap().push(Box::new(request.into_inner()));
        Ok(answer::<O>())
    })
}

fn check<O>(wires: &Wires, seen: &Seen)
where
    O: Operation<Api = Services88> + PartialEq + Debug,
    O::Output: PartialEq + Debug,
{
    let (name, request) = (O::info().name, request::<O>());
    let [soap, rest] = wires.call(&request);
    assert_eq!((&*soap, &*rest), (&answer::<O>(), &answer::<O>()), "{name}");
    let seen: Vec<Box<dyn Any + Send>> = seen.lock().unwrap().drain(..).collect();
    let seen: Vec<&O> = seen.iter().map(|it| it.downcast_ref::<O>().unwrap()).collect();
    assert_eq!(seen, [&request, &request], "{name}");
}

/// Compares what both wires answer with the project's own examples, else with samples.
fn compare<O>(wires: &Wires)
where
    O: Operation<Api = Services88>,
    O::Output: PartialEq + Debug,
{
    let [soap, rest] = wires.call(&request::<O>());
    assert_eq!(*soap, *rest, "{}", O::info().name);
}

/// Calls a function for every operation, each as its type.
macro_rules! each {
    ($call:ident) => {
        each!($call: chat,
            CreateDefaultChatSessionEntity, SaveChatSessionEntity, DeleteChatSessionEntity,
            CreateDefaultChatTopicAgent, DeleteChatTopicEntity, GetChatPresence, SaveChatPresence,
            GetChatSessionEntity, ChatSessionsForUser, TransferChatSession, AcceptChatSessionTransfer,
            RejectChatSessionTransfer, PickUpChatSession, PickUpFirstChatSession, ResetChatSession,
            GetChatTranscript, GetChatMessages, AddChatMessage, IsWithinOpeningHours, GetUserAgentList,
            GetChatTopicUserAgentList, GetChatTopicUserAgent, AddChatTopicUserAgent, UpdateChatTopicUserAgent,
            UpdateChatTopicUserAgents, DeleteChatTopicUserAgent, CreateChatSessionForTopic,
        );
        each!($call: user,
            IsNickNameUnique, ValidateUser, GetUserPresenceStatus, SetUserPresenceStatus, GetUserGroup,
            SaveUserGroup, GetAllUserGroups, CreateUserGroup, DeleteUserGroup, GetUserGroupList, GetUserInfo,
            GetUserInfoList, CreateDefaultRoleEntity, SaveRoleEntity, CreateDefaultServiceAuth, SaveServiceAuth,
            DeleteServiceAuth, CreateDefaultUntrustedCredentials, CreateDefaultUser, SaveUser, GetUserCommands,
            DeleteUser, GetAccessGatewayInfo, GetOrRegisterAccessGatewayInfo, RegisterWithAccessGateway,
            CheckAccessGatewayRegistration, ExchangeCodeAndSaveTokens, SaveCredential, DeleteCredential,
            FindCredentialsGroups, FindCredentialUsers, GetCredentialUsersInGroup, GetRole, GetRoleEntity,
            DeleteRole, GetAllRoles, GetAllFunctionalRights, GetAllDataRights, GetFunctionalRights,
            SetFunctionalRights, SetDataRight, GetDataRight, GetDataRights, CreateDefaultRoleEntityFromType,
            FindRolesWithFunctionalRight, FindRolesWithFunctionalRights, FindRolesWithoutFunctionalRights,
            GetServiceAuth, SaveExternalTokens, DecryptAndSaveExternalTokens, GetExternalTokens, GetUser,
            GetUserFromName, SaveUserFromName, DeleteUserFromName, GetCredentialTypes,
            GetCredentialTypesForUserType, SaveUntrustedCredentials, GetUntrustedCredentials,
            GetUntrustedCredentialsForAssociate, SaveUntrustedCredentialsForAssociate, RemoveUntrustedCredentials,
            RemoveUntrustedCredentialsForAssociate, CreateExternalUser, DeleteExternalUser,
            GenerateNewPasswordForExternalUser, CanChangePassword, GetSupportedChangePasswordTypes, ChangePassword,
            SendChangePasswordEMail, GetUserFromPersonId, CreateDefaultUserFromUserTypeAndPersonId,
            CreateDefaultUserFromUserType, GetUserFromEjUserId, SetPasswordFromName, SetPassword,
            ChangeOwnPassword, ChangePasswordFromName, IsUserNameValid, IsPasswordValid, SetGeneratedPassword,
            SetGeneratedPasswordFromName, IsPasswordValidWithReason, IsUserNameValidWithReason, ChangeUserType,
            CreateDefaultUserFromUserTypeAndCredential, GetValidUserName, RemoveLicenses, MakeRetired,
            AddOwnerContact, RemoveOwnerContact, ResolveUserFromInfo, GetAccessToken, GetValidUserNameForNewUser,
            GetDefaultAssociateUserName,
        );
    };
    ($call:ident: $service:ident, $($operation:ident),* $(,)?) => { $($call!(services88::$service::$operation);)* };
}

#[test]
fn every_operation_asks_and_answers_the_same_over_both_wires() {
    let seen = Seen::default();
    let mut server = Server::new().mount(PREFIX, services88::catalogue());
    let mut count = 0;
    macro_rules! keep {
        ($operation:ty) => {
            server = keep::<$operation>(server, &seen);
        };
    }
    each!(keep);
    let running = server.start(0).unwrap();
    let wires = Wires::with(&running);
    macro_rules! check {
        ($operation:ty) => {
            check::<$operation>(&wires, &seen);
            count += 1;
        };
    }
    each!(check);
    assert_eq!(count, 122);
}

#[test]
fn documented_answers_are_the_same_over_both_wires() {
    let (server, _) = embedded::server().unwrap();
    let running = server.start(0).unwrap();
    let wires = Wires::with(&running);
    macro_rules! compare {
        ($operation:ty) => {
            compare::<$operation>(&wires);
        };
    }
    each!(compare);
}
