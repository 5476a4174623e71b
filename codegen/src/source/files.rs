use std::{collections::HashMap, sync::Arc};

use crate::diagnostic::{Origin, SourceMap};

use super::Source;

/// A file among [`Files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A place in a file: cheap to keep, and made an [`Origin`] only where one is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pos {
    /// The file.
    pub file: FileId,
    /// The byte in its text.
    pub offset: u32,
}

/// The texts that are read, given and imported.
#[derive(Debug, Default)]
pub struct Files {
    files: Vec<(Source, LineIndex)>,
    by_path: HashMap<Arc<str>, FileId>,
}

impl Files {
    /// Adds a file; one of the same path stays as it is.
    pub fn add(&mut self, source: Source) -> FileId {
        if let Some(known) = self.by_path.get(&source.path) {
            return *known;
        }
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.by_path.insert(Arc::clone(&source.path), id);
        let lines = LineIndex::new(&source.text);
        self.files.push((source, lines));
        id
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The file of a path.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// A file.
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize].0
    }

    /// The line and column of a place.
    pub fn origin(&self, pos: Pos) -> Origin {
        let (source, lines) = &self.files[pos.file.0 as usize];
        let (line, column) = lines.locate(&source.text, pos.offset as usize);
        Origin::new(&source.path, line, column)
    }

    /// The texts, for excerpts.
    pub fn source_map(&self) -> SourceMap {
        let mut map = SourceMap::default();
        for (source, _) in &self.files {
            map.add(Arc::clone(&source.path), Arc::clone(&source.text));
        }
        map
    }
}

/// The distance between the places whose column is remembered: a column costs at most this many bytes to count,
/// even where a whole file stands on one line.
const STRIDE: usize = 1024;

/// Where lines begin, and how many characters stand before each [`STRIDE`] bytes.
#[derive(Debug)]
struct LineIndex {
    starts: Vec<u32>,
    /// Characters before every multiple of [`STRIDE`]; empty for a text of ASCII only.
    characters: Vec<u32>,
}

impl LineIndex {
    fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let newlines = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let starts = std::iter::once(0).chain(newlines.map(|(at, _)| small(at + 1))).collect();
        let mut characters = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in bytes.chunks(STRIDE) {
                characters.push(small(count));
                count += chunk.iter().filter(|byte| begins_character(**byte)).count();
            }
        }
        Self { starts, characters }
    }

    fn locate(&self, text: &str, offset: usize) -> (u32, u32) {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|start| *start as usize <= offset).max(1);
        let start = self.starts.get(line - 1).map_or(0, |start| *start as usize);
        let column = self.characters_before(text, offset) - self.characters_before(text, start) + 1;
        (small(line), small(column))
    }

    fn characters_before(&self, text: &str, offset: usize) -> usize {
        let Some(before) = self.characters.get(offset / STRIDE) else {
            return offset;
        };
        let rest = text.as_bytes().get(offset / STRIDE * STRIDE..offset).unwrap_or_default();
        *before as usize + rest.iter().filter(|byte| begins_character(**byte)).count()
    }
}

fn begins_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn small(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes_even_on_long_lines() {
        let text = format!("a\n{}x", "é".repeat(3000));
        let index = LineIndex::new(&text);
        assert_eq!(index.locate(&text, 0), (1, 1));
        assert_eq!(index.locate(&text, 2), (2, 1));
        assert_eq!(index.locate(&text, text.len() - 1), (2, 3001));
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        let index = LineIndex::new("ab\n");
        assert_eq!(index.locate("ab\n", 99), (2, 1));
        assert_eq!(LineIndex::new("").locate("", 7), (1, 1));
    }
}
