/** Numbers, times and JSON as texts spell them: reading, checking and writing them. */
@NullMarked
package io.tributary.mapping.text;

import org.jspecify.annotations.NullMarked;
