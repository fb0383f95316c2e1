/** The list of the kinds of sources; a kind is a folder beside it. */
@NullMarked
package io.tributary.validator.source;

import org.jspecify.annotations.NullMarked;
