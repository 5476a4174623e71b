// The types of three responses of SuperOffice Services88, as one line per two fields. This file is included twice, with macros that
// make records with tables out of it, and with macros that derive serde's traits.
record!(ChatPresence {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 user_id "UserId" i32; 3 display_name "DisplayName" text;
    4 ongoing_chats "OngoingChats" i32; 5 present "Present" bool;
    6 chat_topics "ChatTopics" list(ArrayOfint);
});
list!(ArrayOfint, ARRAYS, "int", i32);
record!(TableRight {
    0 mask "Mask" enumeration(ETableRight); 1 reason "Reason" text;
});
map!(FieldPropertyDictionary, "FieldPropertyDictionaryKeyValuePair", record(FieldProperty));
record!(FieldProperty {
    0 field_right "FieldRight" record(FieldRight); 1 field_type "FieldType" text;
    2 field_length "FieldLength" i32;
});
record!(FieldRight {
    0 mask "Mask" enumeration(EFieldRight); 1 reason "Reason" text;
});
record!(AppointmentEntity {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 associate "Associate" record(Associate); 3 contact "Contact" record(Contact);
    4 created_by "CreatedBy" record(Associate); 5 updated_by "UpdatedBy" record(Associate);
    6 created_date "CreatedDate" date; 7 appointment_id "AppointmentId" i32;
    8 description "Description" text; 9 title "Title" text;
    10 agenda "Agenda" text; 11 internal_notes "InternalNotes" text;
    12 start_date "StartDate" date; 13 end_date "EndDate" date;
    14 invited_person "InvitedPerson" record(Person); 15 person "Person" record(Person);
    16 mother_id "MotherId" i32; 17 priority "Priority" record(Priority);
    18 private "Private" enumeration(AppointmentPrivate); 19 project "Project" record(Project);
    20 r#type "Type" enumeration(AppointmentType); 21 updated_date "UpdatedDate" date;
    22 completed "Completed" enumeration(ActivityStatus); 23 active_links "ActiveLinks" i32;
    24 links "Links" list(ArrayOfLink); 25 alarm_lead_time "AlarmLeadTime" duration;
    26 has_alarm "HasAlarm" bool; 27 color_index "ColorIndex" i16;
    28 is_free "IsFree" bool; 29 is_allday_event "IsAlldayEvent" bool;
    30 lag_time "LagTime" duration; 31 lead_time "LeadTime" duration;
    32 location "Location" text; 33 reject_counter "RejectCounter" i16;
    34 reject_reason "RejectReason" text; 35 recurrence "Recurrence" record(RecurrenceInfo);
    36 participants "Participants" list(ArrayOfParticipantInfo); 37 assignment_status "AssignmentStatus" enumeration(AssignmentStatus);
    38 invitation_status "InvitationStatus" enumeration(InvitationStatus); 39 booking_type "BookingType" enumeration(BookingType);
    40 active_date "ActiveDate" date; 41 has_conflict "HasConflict" bool;
    42 assigned_by "AssignedBy" record(Associate); 43 mother_associate "MotherAssociate" record(Associate);
    44 task "Task" record(TaskListItem); 45 preferred_tz_location "PreferredTZLocation" i32;
    46 preferred_tz_location_data "PreferredTZLocationData" record(TimeZoneData); 47 sale "Sale" record(Sale);
    48 suggested_appointment_id "SuggestedAppointmentId" i32; 49 is_mile_stone "IsMileStone" bool;
    50 caution_warning "CautionWarning" enumeration(AppointmentCautionWarning); 51 owned_externally "OwnedExternally" enumeration(AppointmentExternalOwner);
    52 join_videomeet_url "JoinVideomeetUrl" text; 53 centralservice_videomeet_id "CentralserviceVideomeetId" text;
    54 user_defined_fields "UserDefinedFields" map(StringDictionary); 55 extra_fields "ExtraFields" map(StringDictionary);
    56 custom_fields "CustomFields" map(StringDictionary); 57 publish_event_date "PublishEventDate" date;
    58 publish_to "PublishTo" date; 59 publish_from "PublishFrom" date;
    60 is_published "IsPublished" bool; 61 visible_for "VisibleFor" list(ArrayOfVisibleFor);
});
record!(Associate {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 associate_id "AssociateId" i32; 3 name "Name" text;
    4 person_id "PersonId" i32; 5 rank "Rank" i16;
    6 tooltip "Tooltip" text; 7 r#type "Type" enumeration(UserType);
    8 group_idx "GroupIdx" i32; 9 full_name "FullName" text;
    10 formal_name "FormalName" text; 11 deleted "Deleted" bool;
    12 ej_user_id "EjUserId" i32; 13 user_name "UserName" text;
    14 extra_fields "ExtraFields" map(StringDictionary); 15 custom_fields "CustomFields" map(StringDictionary);
});
record!(Contact {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 contact_id "ContactId" i32; 3 name "Name" text;
    4 org_nr "OrgNr" text; 5 department "Department" text;
    6 url "URL" text; 7 city "City" text;
    8 direct_phone "DirectPhone" text; 9 associate_id "AssociateId" i32;
    10 country_id "CountryId" i32; 11 email_address "EmailAddress" text;
    12 kananame "Kananame" text; 13 email_address_name "EmailAddressName" text;
    14 url_name "URLName" text; 15 associate_full_name "AssociateFullName" text;
    16 business_name "BusinessName" text; 17 category_name "CategoryName" text;
    18 country_name "CountryName" text; 19 address "Address" record(Address);
    20 formatted_address "FormattedAddress" text; 21 full_name "FullName" text;
    22 is_owner_contact "IsOwnerContact" bool; 23 active_erp_links "ActiveErpLinks" i32;
    24 number1 "Number1" text; 25 number2 "Number2" text;
});
record!(Person {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 position "Position" text; 3 person_id "PersonId" i32;
    4 mrmrs "Mrmrs" text; 5 firstname "Firstname" text;
    6 lastname "Lastname" text; 7 middle_name "MiddleName" text;
    8 title "Title" text; 9 description "Description" text;
    10 email "Email" text; 11 full_name "FullName" text;
    12 direct_phone "DirectPhone" text; 13 formal_name "FormalName" text;
    14 country_id "CountryId" i32; 15 contact_id "ContactId" i32;
    16 contact_name "ContactName" text; 17 retired "Retired" i16;
    18 rank "Rank" i16; 19 active_interests "ActiveInterests" i16;
    20 contact_department "ContactDepartment" text; 21 contact_country_id "ContactCountryId" i32;
    22 contact_org_nr "ContactOrgNr" text; 23 fax_phone "FaxPhone" text;
    24 mobile_phone "MobilePhone" text; 25 contact_phone "ContactPhone" text;
    26 associate_name "AssociateName" text; 27 associate_id "AssociateId" i32;
    28 use_person_address "UsePersonAddress" bool; 29 contact_fax "ContactFax" text;
    30 kanafname "Kanafname" text; 31 kanalname "Kanalname" text;
    32 post1 "Post1" text; 33 post2 "Post2" text;
    34 post3 "Post3" text; 35 email_name "EmailName" text;
    36 contact_full_name "ContactFullName" text; 37 active_erp_links "ActiveErpLinks" i32;
    38 ticket_priority_id "TicketPriorityId" i32; 39 support_language_id "SupportLanguageId" i32;
    40 support_associate_id "SupportAssociateId" i32; 41 category_name "CategoryName" text;
    42 person_number "PersonNumber" text;
});
record!(Priority {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 id "Id" i32; 3 value "Value" text;
    4 tooltip "Tooltip" text;
});
record!(Project {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 project_id "ProjectId" i32; 3 name "Name" text;
    4 description "Description" text; 5 url "URL" text;
    6 r#type "Type" text; 7 associate_id "AssociateId" i32;
    8 associate_full_name "AssociateFullName" text; 9 type_id "TypeId" i32;
    10 updated "Updated" date; 11 status_id "StatusId" i32;
    12 status "Status" text; 13 text_id "TextId" i32;
    14 publish_to "PublishTo" date; 15 publish_from "PublishFrom" date;
    16 is_published "IsPublished" bool; 17 url_name "URLName" text;
    18 project_number "ProjectNumber" text; 19 active_erp_links "ActiveErpLinks" i32;
    20 event_id "EventId" i32; 21 start_date "StartDate" date;
});
list!(ArrayOfLink, NS, "Link", record(Link));
record!(RecurrenceInfo {
    0 recurrence_id "RecurrenceId" i32; 1 start_date "StartDate" date;
    2 end_date "EndDate" date; 3 recurrence_end_type "RecurrenceEndType" enumeration(RecurrenceEndType);
    4 pattern "Pattern" enumeration(RecurrencePattern); 5 day_pattern "DayPattern" record(RecurrenceDayPattern);
    6 week_pattern "WeekPattern" record(RecurrenceWeekPattern); 7 month_pattern "MonthPattern" record(RecurrenceMonthPattern);
    8 year_pattern "YearPattern" record(RecurrenceYearPattern); 9 dates "Dates" list(ArrayOfRecurrenceDate);
    10 recurrence_counter "RecurrenceCounter" i32; 11 is_recurrence "IsRecurrence" bool;
});
list!(ArrayOfParticipantInfo, NS, "ParticipantInfo", record(ParticipantInfo));
record!(TaskListItem {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 task_list_item_id "TaskListItemId" i32; 3 value "Value" text;
    4 direction "Direction" enumeration(TaskDirection); 5 r#type "Type" enumeration(TaskType);
    6 tooltip "Tooltip" text; 7 deleted "Deleted" bool;
    8 intent_id "IntentId" i32; 9 rank "Rank" i16;
    10 is_default_allday_event "IsDefaultAlldayEvent" bool; 11 is_default_free "IsDefaultFree" bool;
    12 is_default_published "IsDefaultPublished" bool; 13 color_index "ColorIndex" enumeration(ColorIndex);
    14 default_videomeeting_status "DefaultVideomeetingStatus" enumeration(VideoMeetingStatus);
});
record!(TimeZoneData {
    0 tz_location_id "TZLocationID" i32; 1 name "Name" text;
    2 tz_location_code "TZLocationCode" text; 3 tz_location_cities "TZLocationCities" text;
    4 iso_number "IsoNumber" i32; 5 time_zone_std_rules "TimeZoneSTDRules" map(TimeZoneRuleDictionary);
    6 time_zone_dst_rules "TimeZoneDSTRules" map(TimeZoneRuleDictionary);
});
record!(Sale {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 contact_name "ContactName" text; 3 sale_date "SaleDate" date;
    4 sale_id "SaleId" i32; 5 probability "Probability" i16;
    6 title "Title" text; 7 amount "Amount" f64;
    8 currency "Currency" text; 9 project_name "ProjectName" text;
    10 associate_full_name "AssociateFullName" text; 11 description "Description" text;
    12 status "Status" enumeration(SaleStatus); 13 weighted_amount "WeightedAmount" f64;
    14 project_id "ProjectId" i32; 15 earning_percent "EarningPercent" f64;
    16 earning "Earning" f64; 17 contact_id "ContactId" i32;
    18 associate_id "AssociateId" i32; 19 person_id "PersonId" i32;
    20 sale_type_id "SaleTypeId" i32; 21 sale_type_name "SaleTypeName" text;
    22 person_full_name "PersonFullName" text; 23 completed "Completed" enumeration(ActivityStatus);
    24 active_erp_links "ActiveErpLinks" i32; 25 next_due_date "NextDueDate" date;
    26 number "Number" text;
});
map!(StringDictionary, "StringKeyValuePair", text);
list!(ArrayOfVisibleFor, NS, "VisibleFor", record(VisibleFor));
record!(Address {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 wgs84_latitude "Wgs84Latitude" f64; 3 wgs84_longitude "Wgs84Longitude" f64;
    4 localized_address "LocalizedAddress" list(ArrayOfArrayOfLocalizedField); 5 street "Street" record(StructuredAddress);
    6 postal "Postal" record(StructuredAddress); 7 formatted "Formatted" text;
});
record!(Link {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 entity_name "EntityName" text; 3 id "Id" i32;
    4 description "Description" text; 5 extra_info "ExtraInfo" text;
    6 link_id "LinkId" i32;
});
record!(RecurrenceDayPattern {
    0 cycle "Cycle" i32; 1 pattern "Pattern" enumeration(RecurrenceDailyPattern);
});
record!(RecurrenceWeekPattern {
    0 cycle "Cycle" i32; 1 weekdays "Weekdays" enumeration(Weekday);
});
record!(RecurrenceMonthPattern {
    0 cycle "Cycle" i32; 1 day "Day" i32;
    2 weekday "Weekday" enumeration(Weekday); 3 week_of_month "WeekOfMonth" enumeration(WeekOfMonth);
    4 pattern "Pattern" enumeration(RecurrenceMonthlyPattern);
});
record!(RecurrenceYearPattern {
    0 cycle "Cycle" i32; 1 day "Day" i32;
    2 weekday "Weekday" enumeration(Weekday); 3 week_of_month "WeekOfMonth" enumeration(WeekOfMonth);
    4 pattern "Pattern" enumeration(RecurrenceYearlyPattern);
});
list!(ArrayOfRecurrenceDate, NS, "RecurrenceDate", record(RecurrenceDate));
record!(ParticipantInfo {
    0 associate_id "AssociateId" i32; 1 person_id "PersonId" i32;
    2 contact_id "ContactId" i32; 3 email_id "EmailId" i32;
    4 send_email "SendEmail" bool; 5 invitation_status "InvitationStatus" enumeration(InvitationStatus);
    6 email_address "EmailAddress" text; 7 description "Description" text;
    8 externally_owned_type "ExternallyOwnedType" enumeration(ExternallyOwnedType); 9 externally_owned_status "ExternallyOwnedStatus" enumeration(ExternallyOwnedStatus);
});
map!(TimeZoneRuleDictionary, "TimeZoneRuleKeyValuePair", record(TimeZoneRule));
record!(VisibleFor {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 visible_id "VisibleId" i32; 3 visibility "Visibility" enumeration(Visibility);
    4 display_value "DisplayValue" text;
});
list!(ArrayOfArrayOfLocalizedField, NS, "ArrayOfLocalizedField", list(ArrayOfLocalizedField));
record!(StructuredAddress {
    0 atype_idx "AtypeIdx" enumeration(AddressType); 1 address1 "Address1" text;
    2 address2 "Address2" text; 3 address3 "Address3" text;
    4 city "City" text; 5 county "County" text;
    6 state "State" text; 7 zipcode "Zipcode" text;
    8 formatted "Formatted" text;
});
record!(RecurrenceDate {
    0 date "Date" date; 1 is_conflict "IsConflict" bool;
    2 description "Description" text; 3 description_style_hint "DescriptionStyleHint" text;
    4 tooltip "Tooltip" text;
});
record!(TimeZoneRule {
    0 tz_offset "TZOffset" i32; 1 start_rule_pattern "StartRulePattern" text;
    2 end_rule_pattern "EndRulePattern" text; 3 start_day "StartDay" i32;
    4 start_month "StartMonth" i32; 5 end_day "EndDay" i32;
    6 end_month "EndMonth" i32;
});
list!(ArrayOfLocalizedField, NS, "LocalizedField", record(LocalizedField));
record!(LocalizedField {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 name "Name" text; 3 value "Value" text;
    4 tooltip "Tooltip" text; 5 label "Label" text;
    6 value_length "ValueLength" i32; 7 address_type "AddressType" text;
});
record!(ContactEntity {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 contact_id "ContactId" i32; 3 name "Name" text;
    4 department "Department" text; 5 org_nr "OrgNr" text;
    6 number1 "Number1" text; 7 number2 "Number2" text;
    8 updated_date "UpdatedDate" date; 9 created_date "CreatedDate" date;
    10 emails "Emails" list(ArrayOfEntityElement); 11 interests "Interests" list(ArrayOfSelectableMDOListItem);
    12 urls "Urls" list(ArrayOfEntityElement); 13 phones "Phones" list(ArrayOfEntityElement);
    14 faxes "Faxes" list(ArrayOfEntityElement); 15 description "Description" text;
    16 updated_by "UpdatedBy" record(Associate); 17 created_by "CreatedBy" record(Associate);
    18 associate "Associate" record(Associate); 19 business "Business" record(Business);
    20 category "Category" record(Category); 21 country "Country" record(Country);
    22 persons "Persons" list(ArrayOfPerson); 23 no_mailing "NoMailing" bool;
    24 kananame "Kananame" text; 25 xstop "Xstop" bool;
    26 active_interests "ActiveInterests" i32; 27 group_id "GroupId" i32;
    28 active_status_monitor_id "ActiveStatusMonitorId" i32; 29 support_associate "SupportAssociate" record(Associate);
    30 ticket_priority "TicketPriority" record(TicketPriority); 31 customer_language "CustomerLanguage" record(CustomerLanguage);
    32 deleted "Deleted" i16; 33 dbi_agent_id "DbiAgentId" i32;
    34 dbi_last_syncronized "DbiLastSyncronized" date; 35 dbi_key "DbiKey" text;
    36 dbi_last_modified "DbiLastModified" date; 37 support_person "SupportPerson" record(Person);
    38 address "Address" record(Address); 39 source "Source" i16;
    40 active_erp_links "ActiveErpLinks" i32; 41 bounce_emails "BounceEmails" list(ArrayOfstring);
    42 domains "Domains" list(ArrayOfstring); 43 utm_parameters "UtmParameters" record(SavedUtmParameters);
    44 user_defined_fields "UserDefinedFields" map(StringDictionary); 45 extra_fields "ExtraFields" map(StringDictionary);
    46 custom_fields "CustomFields" map(StringDictionary);
});
list!(ArrayOfEntityElement, NS, "EntityElement", record(EntityElement));
list!(ArrayOfSelectableMDOListItem, NS, "SelectableMDOListItem", record(SelectableMDOListItem));
record!(Business {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 id "Id" i32; 3 value "Value" text;
    4 tooltip "Tooltip" text;
});
record!(Category {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 id "Id" i32; 3 value "Value" text;
    4 tooltip "Tooltip" text; 5 category_group "CategoryGroup" enumeration(CategoryGroup);
    6 enable_lead_status "EnableLeadStatus" bool; 7 rank "Rank" i16;
    8 deleted "Deleted" bool;
});
record!(Country {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 country_id "CountryId" i32; 3 name "Name" text;
    4 currency_id "CurrencyId" i32; 5 english_name "EnglishName" text;
    6 two_letter_iso_country "TwoLetterISOCountry" text; 7 three_letter_iso_country "ThreeLetterISOCountry" text;
    8 image_description "ImageDescription" text; 9 org_nr_text "OrgNrText" text;
    10 inter_area_prefix "InterAreaPrefix" text; 11 dial_in_prefix "DialInPrefix" text;
    12 zip_prefix "ZipPrefix" text; 13 domain_name "DomainName" text;
    14 address_layout_id "AddressLayoutId" i32; 15 domestic_address_layout_id "DomesticAddressLayoutId" i32;
    16 foreign_address_layout_id "ForeignAddressLayoutId" i32; 17 rank "Rank" i16;
    18 tooltip "Tooltip" text; 19 deleted "Deleted" bool;
});
list!(ArrayOfPerson, NS, "Person", record(Person));
record!(TicketPriority {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 id "Id" i32; 3 value "Value" text;
    4 tooltip "Tooltip" text;
});
record!(CustomerLanguage {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 id "Id" i32; 3 value "Value" text;
    4 tooltip "Tooltip" text;
});
list!(ArrayOfstring, ARRAYS, "string", text);
record!(SavedUtmParameters {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 form_name "FormName" text; 3 firsttouch_source "FirsttouchSource" text;
    4 firsttouch_medium "FirsttouchMedium" text; 5 firsttouch_campaign "FirsttouchCampaign" text;
    6 firsttouch_term "FirsttouchTerm" text; 7 firsttouch_content "FirsttouchContent" text;
    8 firsttouch_referrer_domain "FirsttouchReferrerDomain" text; 9 source "Source" text;
    10 medium "Medium" text; 11 campaign "Campaign" text;
    12 term "Term" text; 13 content "Content" text;
    14 referrer_domain "ReferrerDomain" text;
});
record!(EntityElement {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 value "Value" text; 3 stripped_value "StrippedValue" text;
    4 description "Description" text;
});
record!(SelectableMDOListItem {
    0 table_right "TableRight" record(TableRight); 1 field_properties "FieldProperties" map(FieldPropertyDictionary);
    2 id "Id" i32; 3 name "Name" text;
    4 tool_tip "ToolTip" text; 5 deleted "Deleted" bool;
    6 rank "Rank" i32; 7 r#type "Type" text;
    8 color_block "ColorBlock" i32; 9 icon_hint "IconHint" text;
    10 selected "Selected" bool; 11 last_changed "LastChanged" date;
    12 child_items "ChildItems" list(ArrayOfSelectableMDOListItem); 13 extra_info "ExtraInfo" text;
    14 style_hint "StyleHint" text; 15 hidden "Hidden" bool;
    16 full_name "FullName" text;
});
enumeration!(ActivityStatus [2, 0, 3, 1] {
    0 V0 "Unknown", 1 V1 "NotStarted", 2 V2 "Started", 3 V3 "Completed"
});
enumeration!(AddressType [0, 4, 1, 2, 3, 5] {
    0 V0 "Unknown", 1 V1 "ContactPostalAddress", 2 V2 "ContactStreetAddress", 3 V3 "PersonPrivateAddress", 4
    V4 "QuoteBillingAddress", 5 V5 "QuoteShippingAddress"
});
enumeration!(AppointmentCautionWarning [0, 1, 2, 3, 5, 4] {
    0 V0 "OK", 1 V1 "NotInSync", 2 V2 "NotNotifiedByEmail", 3 V3 "RecurrencePatternNotSupported", 4 V4
    "IncomingRecurrenceChangeNotSupported", 5 V5 "ExternalParticipantsDateTimeMismatch"
});
enumeration!(AppointmentExternalOwner [0, 1, 3, 2] {
    0 V0 "None", 1 V1 "Other", 2 V2 "Outlook", 3 V3 "Google"
});
enumeration!(AppointmentPrivate [0, 1, 2] {
    0 V0 "Public", 1 V1 "PrivateUser", 2 V2 "PrivateGroup"
});
enumeration!(AppointmentType [3, 0, 1, 4, 8, 9, 5, 2, 6, 7] {
    0 V0 "Unknown", 1 V1 "inDiary", 2 V2 "inChecklist", 3 V3 "Note", 4 V4 "Document", 5 V5 "SavedReport", 6 V6
    "BookingForDiary", 7 V7 "BookingForChecklist", 8 V8 "MergeDraft", 9 V9 "MergeFinal"
});
enumeration!(AssignmentStatus [1, 3, 0, 4, 2] {
    0 V0 "Unknown", 1 V1 "None", 2 V2 "Assigning", 3 V3 "Seen", 4 V4 "Declined"
});
enumeration!(BookingType [1, 2, 0, 3] {
    0 V0 "Unknown", 1 V1 "None", 2 V2 "Owner", 3 V3 "Participant"
});
enumeration!(CategoryGroup [4, 5, 3, 0, 1, 2] {
    0 V0 "Unknown", 1 V1 "Customer", 2 V2 "PotentialCustomer", 3 V3 "Partner", 4 V4 "Lost", 5 V5 "Other"
});
enumeration!(ColorIndex [9, 22, 23, 24, 10, 11, 12, 1, 3, 13, 14, 15, 8, 5, 16, 17, 18, 0, 2, 7, 4, 19, 20, 21, 6] {
    0 V0 "LightBlue", 1 V1 "DarkBlue", 2 V2 "LightGray", 3 V3 "DarkGray", 4 V4 "LightGreen", 5 V5 "DarkGreen",
    6 V6 "LightYellow", 7 V7 "DarkYellow", 8 V8 "LightRed", 9 V9 "DarkRed", 10 V10 "BlueAlt1", 11 V11
    "BlueAlt2", 12 V12 "BlueAlt3", 13 V13 "GrayAlt1", 14 V14 "GrayAlt2", 15 V15 "GrayAlt3", 16 V16
    "GreenAlt1", 17 V17 "GreenAlt2", 18 V18 "GreenAlt3", 19 V19 "YellowAlt1", 20 V20 "YellowAlt2", 21 V21
    "YellowAlt3", 22 V22 "RedAlt1", 23 V23 "RedAlt2", 24 V24 "RedAlt3"
});
set!(EFieldRight [0, 1, 2, 3, 4, 5, 9, 7, 6, 8] {
    0 V0 "Read", 1 V1 "Write", 2 V2 "Unused1", 3 V3 "Unused2", 4 V4 "Unused3", 5 V5 "Unused4", 6 V6
    "UIHintMandatory", 7 V7 "UIHintReadOnly", 8 V8 "UndefinedValue256", 9 V9 "Nullable"
});
set!(ETableRight [9, 8, 3, 2, 0, 1, 6, 4, 7, 5] {
    0 V0 "Select", 1 V1 "Update", 2 V2 "Insert", 3 V3 "Delete", 4 V4 "Filtering", 5 V5 "RestrictedUpdate", 6
    V6 "Unused1", 7 V7 "Uninitialized", 8 V8 "R", 9 V9 "F"
});
enumeration!(ExternallyOwnedStatus [0, 2, 3, 4, 1] {
    0 V0 "Unknown", 1 V1 "TentativelyAccepted", 2 V2 "Accepted", 3 V3 "Declined", 4 V4 "NotResponded"
});
enumeration!(ExternallyOwnedType [0, 3, 2, 4, 1] {
    0 V0 "Unknown", 1 V1 "Organizer", 2 V2 "Required", 3 V3 "Optional", 4 V4 "Resource"
});
enumeration!(InvitationStatus [1, 6, 5, 3, 0, 2, 8, 9, 7, 4] {
    0 V0 "Unknown", 1 V1 "None", 2 V2 "Accepted", 3 V3 "Hidden", 4 V4 "Invitation", 5 V5 "Moved", 6 V6 "Seen",
    7 V7 "MovedSeen", 8 V8 "Declined", 9 V9 "Cancelled"
});
enumeration!(RecurrenceDailyPattern [0, 2, 1, 3] {
    0 V0 "Unknown", 1 V1 "EveryWorkday", 2 V2 "EveryWeekday", 3 V3 "EveryCyclicDay"
});
enumeration!(RecurrenceEndType [2, 1, 0] {
    0 V0 "Unknown", 1 V1 "EndDate", 2 V2 "Counter"
});
enumeration!(RecurrenceMonthlyPattern [0, 1, 2] {
    0 V0 "Unknown", 1 V1 "DayOfMonth", 2 V2 "WeekdayOfMonth"
});
enumeration!(RecurrencePattern [1, 5, 2, 4, 3, 0] {
    0 V0 "Unknown", 1 V1 "Daily", 2 V2 "Weekly", 3 V3 "Monthly", 4 V4 "Yearly", 5 V5 "Custom"
});
enumeration!(RecurrenceYearlyPattern [0, 1, 2] {
    0 V0 "Unknown", 1 V1 "DayOfMonth", 2 V2 "WeekdayOfMonth"
});
enumeration!(SaleStatus [3, 1, 2, 4, 0, 5] {
    0 V0 "Unknown", 1 V1 "Open", 2 V2 "Sold", 3 V3 "Lost", 4 V4 "Stalled", 5 V5 "SaintAll"
});
enumeration!(TaskDirection [0, 1, 2, 3] {
    0 V0 "Unknown", 1 V1 "Incoming", 2 V2 "Outgoing", 3 V3 "SaintAll"
});
enumeration!(TaskType [4, 6, 3, 5, 9, 0, 2, 10, 1, 7, 8] {
    0 V0 "Unknown", 1 V1 "Appointment", 2 V2 "Document", 3 V3 "Email", 4 V4 "Fax", 5 V5 "Phone", 6 V6 "ToDo",
    7 V7 "MailMergeDraft", 8 V8 "MailMergeFinal", 9 V9 "Report", 10 V10 "SaintAll"
});
enumeration!(UserType [0, 5, 3, 1, 2, 4] {
    0 V0 "Unknown", 1 V1 "InternalAssociate", 2 V2 "ResourceAssociate", 3 V3 "ExternalAssociate", 4 V4
    "AnonymousAssociate", 5 V5 "SystemAssociate"
});
enumeration!(VideoMeetingStatus [0, 1, 2] {
    0 V0 "NoChange", 1 V1 "VideoMeetingOn", 2 V2 "VideoMeetingOff"
});
enumeration!(Visibility [0, 2, 1] {
    0 V0 "All", 1 V1 "Associate", 2 V2 "Group"
});
enumeration!(WeekOfMonth [5, 1, 3, 4, 2, 0] {
    0 V0 "Unknown", 1 V1 "First", 2 V2 "Second", 3 V3 "Third", 4 V4 "Fourth", 5 V5 "Last"
});
set!(Weekday [4, 0, 6, 1, 5, 3, 2] {
    0 V0 "Monday", 1 V1 "Tuesday", 2 V2 "Wednesday", 3 V3 "Thursday", 4 V4 "Friday", 5 V5 "Saturday", 6 V6
    "Sunday"
});