/** Mappings of Chroma's collections into tables. */
@NullMarked
package io.tributary.mapping.chroma;

import org.jspecify.annotations.NullMarked;
