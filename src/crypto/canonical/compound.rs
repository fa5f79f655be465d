//! Arrays and objects on their way to canonical bytes.

use serde::ser::{self, Serialize};

use super::CanonicalError;
use super::writer::{FieldKey, Writer};

/// An array or object that has begun.
pub(super) struct Compound<'a> {
    writer: &'a mut Writer,
    /// Of an object: where its fields begin.
    base: usize,
    /// Of an entry of a map whose value has not come yet.
    key: Option<String>,
    /// Brackets to close behind the own one, of a variant with its name around it.
    around: usize,
}

impl<'a> Compound<'a> {
    pub(super) fn array(writer: &'a mut Writer, around: usize) -> Self {
        writer.begin(b'[');
        Self { base: 0, key: None, around, writer }
    }

    pub(super) fn object(writer: &'a mut Writer, around: usize) -> Self {
        writer.begin(b'{');
        Self { base: writer.fields_begun(), key: None, around, writer }
    }

    fn finish(self) {
        self.writer.end_around(self.around);
    }

    fn end_array(self) -> Result<(), CanonicalError> {
        self.writer.end(b']');
        self.finish();
        Ok(())
    }

    fn end_object(self) -> Result<(), CanonicalError> {
        self.writer.end_fields(self.base)?;
        self.finish();
        Ok(())
    }
}

impl ser::SerializeSeq for Compound<'_> {
    type Ok = ();
    type Error = CanonicalError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Self::Error> {
        self.writer.inner(value)
    }

    fn end(self) -> Result<(), CanonicalError> {
        self.end_array()
    }
}

impl ser::SerializeTuple for Compound<'_> {
    type Ok = ();
    type Error = CanonicalError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Self::Error> {
        self.writer.inner(value)
    }

    fn end(self) -> Result<(), CanonicalError> {
        self.end_array()
    }
}

impl ser::SerializeTupleStruct for Compound<'_> {
    type Ok = ();
    type Error = CanonicalError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Self::Error> {
        self.writer.inner(value)
    }

    fn end(self) -> Result<(), CanonicalError> {
        self.end_array()
    }
}

impl ser::SerializeTupleVariant for Compound<'_> {
    type Ok = ();
    type Error = CanonicalError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Self::Error> {
        self.writer.inner(value)
    }

    fn end(self) -> Result<(), CanonicalError> {
        self.end_array()
    }
}

impl ser::SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = CanonicalError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Self::Error> {
        self.key = Some(match serde_json::to_value(key)? {
            serde_json::Value::String(key) => key,
            serde_json::Value::Number(key) => key.to_string(),
            _ => return Err(CanonicalError::Text),
        });
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Self::Error> {
        let key = self.key.take().expect("serde gives the key first");
        self.writer.field(FieldKey::Entry(key), value)
    }

    fn end(self) -> Result<(), CanonicalError> {
        self.end_object()
    }
}

impl ser::SerializeStruct for Compound<'_> {
    type Ok = ();
    type Error = CanonicalError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), CanonicalError> {
        self.writer.field(FieldKey::Name(key), value)
    }

    fn end(self) -> Result<(), CanonicalError> {
        self.end_object()
    }
}

impl ser::SerializeStructVariant for Compound<'_> {
    type Ok = ();
    type Error = CanonicalError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), CanonicalError> {
        self.writer.field(FieldKey::Name(key), value)
    }

    fn end(self) -> Result<(), CanonicalError> {
        self.end_object()
    }
}
