/** The mapping of a whole source, and what it follows from. */
@NullMarked
package io.tributary.mapping.source;

import org.jspecify.annotations.NullMarked;
