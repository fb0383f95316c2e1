/** Reads the Chroma directory of a migration's source, with errors that an operator can act on. */
@NullMarked
package io.tributary.files.chroma.source;

import org.jspecify.annotations.NullMarked;
