/** Reads Chroma directories that applications write to, with errors an operator can act on. */
package io.tributary.cdc.chroma.directory;
