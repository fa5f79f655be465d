//! Canonical bytes straight from a value, without a tree of values in between: fields are written as
//! they come, and put in order when their object ends.

use std::fmt::Write as _;

use serde::ser::{self, Serialize};
use unicode_normalization::is_nfc;

use super::compound::Compound;
use super::{CanonicalError, DEPTH_MAX, INTEGER_MAX};

/// Writes one value; all buffers serve every object in it.
#[derive(Default)]
pub(super) struct Writer {
    out: Vec<u8>,
    /// Fields of the objects that have begun and not ended, the innermost last.
    fields: Vec<Field>,
    /// Where fields are put in order.
    sorted: Vec<u8>,
    /// Text of a value that prints itself.
    text: String,
    depth: usize,
}

/// A field with its place in the output, from its key to the comma behind its value.
struct Field {
    key: FieldKey,
    start: usize,
    end: usize,
}

pub(super) enum FieldKey {
    Name(&'static str),
    Entry(String),
}

impl FieldKey {
    fn as_str(&self) -> &str {
        match self {
            Self::Name(name) => name,
            Self::Entry(key) => key,
        }
    }
}

impl Writer {
    /// Canonical bytes of `value`.
    pub(super) fn bytes_of<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CanonicalError> {
        let mut writer = Self { out: Vec::with_capacity(512), ..Self::default() };
        value.serialize(&mut writer)?;
        Ok(writer.out)
    }

    fn integer(&mut self, number: i128) -> Result<(), CanonicalError> {
        if number.unsigned_abs() > u128::from(INTEGER_MAX) {
            return Err(CanonicalError::Number);
        }
        self.text.clear();
        write!(self.text, "{number}").expect("a string takes everything");
        self.out.extend_from_slice(self.text.as_bytes());
        Ok(())
    }

    fn string(&mut self, text: &str) -> Result<(), CanonicalError> {
        if !text.is_ascii() && !is_nfc(text) {
            return Err(CanonicalError::Text);
        }
        self.out.push(b'"');
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate() {
            if byte >= 0x20 && byte != b'"' && byte != b'\\' {
                continue;
            }
            self.out.extend_from_slice(&text.as_bytes()[plain..at]);
            plain = at + 1;
            self.escape(byte);
        }
        self.out.extend_from_slice(&text.as_bytes()[plain..]);
        self.out.push(b'"');
        Ok(())
    }

    /// The one escape that RFC 8785 has for each of these bytes.
    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            b'\t' => b't',
            b'\n' => b'n',
            0x0c => b'f',
            b'\r' => b'r',
            other => {
                let digits = b"0123456789abcdef";
                let (high, low) = (usize::from(other >> 4), usize::from(other & 15));
                self.out.extend_from_slice(b"\\u00");
                self.out.extend_from_slice(&[digits[high], digits[low]]);
                return;
            }
        };
        self.out.extend_from_slice(&[b'\\', short]);
    }

    pub(super) fn begin(&mut self, bracket: u8) {
        self.out.push(bracket);
        self.depth += 1;
    }

    /// A value inside the innermost array or object, and a comma behind it.
    pub(super) fn inner<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonicalError> {
        if self.depth > DEPTH_MAX {
            return Err(CanonicalError::Depth);
        }
        value.serialize(&mut *self)?;
        self.out.push(b',');
        Ok(())
    }

    pub(super) fn field<T: Serialize + ?Sized>(
        &mut self,
        key: FieldKey,
        value: &T,
    ) -> Result<(), CanonicalError> {
        let start = self.out.len();
        if !key.as_str().is_ascii() {
            return Err(CanonicalError::Text);
        }
        self.string(key.as_str())?;
        self.out.push(b':');
        self.inner(value)?;
        self.fields.push(Field { key, start, end: self.out.len() });
        Ok(())
    }

    /// The comma behind the last entry becomes the closing bracket.
    pub(super) fn end(&mut self, bracket: u8) {
        self.depth -= 1;
        match self.out.last_mut() {
            Some(last) if *last == b',' => *last = bracket,
            _ => self.out.push(bracket),
        }
    }

    /// Ends an object whose fields begin at `base` of [`Writer::fields`].
    pub(super) fn end_fields(&mut self, base: usize) -> Result<(), CanonicalError> {
        let fields = &mut self.fields[base..];
        if !fields.is_sorted_by(|a, b| a.key.as_str() < b.key.as_str()) {
            let start = fields[0].start;
            fields.sort_by(|a, b| a.key.as_str().cmp(b.key.as_str()));
            if fields.windows(2).any(|pair| pair[0].key.as_str() == pair[1].key.as_str()) {
                return Err(CanonicalError::Text);
            }
            self.sorted.clear();
            for field in fields {
                self.sorted.extend_from_slice(&self.out[field.start..field.end]);
            }
            self.out.truncate(start);
            self.out.extend_from_slice(&self.sorted);
        }
        self.fields.truncate(base);
        self.end(b'}');
        Ok(())
    }

    /// The name of a variant around its value, as serde writes an enum without a tag.
    fn name_around(&mut self, variant: &'static str) -> Result<(), CanonicalError> {
        self.begin(b'{');
        self.string(variant)?;
        self.out.push(b':');
        if self.depth > DEPTH_MAX { Err(CanonicalError::Depth) } else { Ok(()) }
    }

    pub(super) fn fields_begun(&self) -> usize {
        self.fields.len()
    }

    /// Closes the brackets of [`Writer::name_around`].
    pub(super) fn end_around(&mut self, brackets: usize) {
        for _ in 0..brackets {
            self.depth -= 1;
            self.out.push(b'}');
        }
    }
}

macro_rules! integers {
    ($($method:ident($kind:ty)),*) => {$(
        fn $method(self, number: $kind) -> Result<(), CanonicalError> {
            self.integer(i128::from(number))
        }
    )*};
}

impl<'a> ser::Serializer for &'a mut Writer {
    type Ok = ();
    type Error = CanonicalError;
    type SerializeSeq = Compound<'a>;
    type SerializeTuple = Compound<'a>;
    type SerializeTupleStruct = Compound<'a>;
    type SerializeTupleVariant = Compound<'a>;
    type SerializeMap = Compound<'a>;
    type SerializeStruct = Compound<'a>;
    type SerializeStructVariant = Compound<'a>;

    integers!(
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64)
    );

    fn serialize_bool(self, value: bool) -> Result<(), CanonicalError> {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), CanonicalError> {
        self.string(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), CanonicalError> {
        self.string(value)
    }

    fn collect_str<T: std::fmt::Display + ?Sized>(self, value: &T) -> Result<(), CanonicalError> {
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        write!(text, "{value}").expect("a string takes everything");
        let written = self.string(&text);
        self.text = text;
        written
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), CanonicalError> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), CanonicalError> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), CanonicalError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), CanonicalError> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), CanonicalError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), CanonicalError> {
        self.string(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), CanonicalError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), CanonicalError> {
        self.name_around(variant)?;
        value.serialize(&mut *self)?;
        self.depth -= 1;
        self.out.push(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'a>, CanonicalError> {
        Ok(Compound::array(self, 0))
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'a>, CanonicalError> {
        Ok(Compound::array(self, 0))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, CanonicalError> {
        Ok(Compound::array(self, 0))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, CanonicalError> {
        self.name_around(variant)?;
        Ok(Compound::array(self, 1))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'a>, CanonicalError> {
        Ok(Compound::object(self, 0))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Compound<'a>, CanonicalError> {
        Ok(Compound::object(self, 0))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, CanonicalError> {
        self.name_around(variant)?;
        Ok(Compound::object(self, 1))
    }

    fn serialize_f32(self, _: f32) -> Result<(), CanonicalError> {
        Err(CanonicalError::Number)
    }

    fn serialize_f64(self, _: f64) -> Result<(), CanonicalError> {
        Err(CanonicalError::Number)
    }
}
