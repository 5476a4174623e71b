//! Descriptions made in memory: one port type over schemas of any content.

/// The namespace of all that is made here.
pub const NAMESPACE: &str = "urn:example:made";

/// A WSDL with one document/literal operation `Do`, whose request holds a `Thing` of the type `tns:Thing`, over the
/// declarations given.
pub fn wsdl(declarations: &str) -> String {
    wsdl_around(&format!(
        r#"<xs:schema targetNamespace="{NAMESPACE}" elementFormDefault="qualified">
      <xs:element name="Do"><xs:complexType><xs:sequence><xs:element name="Thing" type="tns:Thing" minOccurs="0"/></xs:sequence></xs:complexType></xs:element>
      <xs:element name="DoResponse"><xs:complexType/></xs:element>
      {declarations}
    </xs:schema>"#
    ))
}

/// A WSDL with one document/literal operation `Do` over the schemas given.
pub fn wsdl_around(schemas: &str) -> String {
    format!(
        r#"<wsdl:definitions name="Made" targetNamespace="{NAMESPACE}" xmlns:tns="{NAMESPACE}"
    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <wsdl:types>
    {schemas}
  </wsdl:types>
  <wsdl:message name="DoIn"><wsdl:part name="parameters" element="tns:Do"/></wsdl:message>
  <wsdl:message name="DoOut"><wsdl:part name="parameters" element="tns:DoResponse"/></wsdl:message>
  <wsdl:portType name="Made">
    <wsdl:operation name="Do"><wsdl:input message="tns:DoIn"/><wsdl:output message="tns:DoOut"/></wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="MadeSoap" type="tns:Made">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="Do">
      <soap:operation soapAction="{NAMESPACE}/Do"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input>
      <wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="MadeService">
    <wsdl:port name="MadePort" binding="tns:MadeSoap"><soap:address location="http://localhost/Made.svc"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
"#
    )
}
