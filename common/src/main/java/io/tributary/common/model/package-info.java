/** The nouns that every part speaks of: streams, tables and positions. */
@NullMarked
package io.tributary.common.model;

import org.jspecify.annotations.NullMarked;
