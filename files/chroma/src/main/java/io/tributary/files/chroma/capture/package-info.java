/**
 * Puts the triggers that log changed records into a Chroma directory's SQLite file, and takes them
 * out.
 */
package io.tributary.files.chroma.capture;
