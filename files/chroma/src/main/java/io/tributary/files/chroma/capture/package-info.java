/**
 * Puts the triggers that log changed records into a Chroma directory's SQLite file, and takes them
 * out.
 */
@NullMarked
package io.tributary.files.chroma.capture;

import org.jspecify.annotations.NullMarked;
