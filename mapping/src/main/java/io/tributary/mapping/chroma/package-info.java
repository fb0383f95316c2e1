/** Mappings of Chroma's collections into tables. */
package io.tributary.mapping.chroma;
