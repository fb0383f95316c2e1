/** Reads the directory of a Chroma server: its SQLite file, its HNSW folders and its queue. */
@NullMarked
package io.tributary.files.chroma.store;

import org.jspecify.annotations.NullMarked;
