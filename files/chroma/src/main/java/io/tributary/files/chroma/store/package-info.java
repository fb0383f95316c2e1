/** Reads the directory of a Chroma server: its SQLite file, its HNSW folders and its queue. */
package io.tributary.files.chroma.store;
