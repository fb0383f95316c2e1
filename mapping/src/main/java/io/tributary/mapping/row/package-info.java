/** Conversions of whole rows, from the topic and as they are stored. */
@NullMarked
package io.tributary.mapping.row;

import org.jspecify.annotations.NullMarked;
