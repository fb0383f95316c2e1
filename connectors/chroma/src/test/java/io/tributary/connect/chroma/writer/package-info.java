/** A stand-in for a Chroma server: makes the changes to a directory that a server makes. */
package io.tributary.connect.chroma.writer;
