/** The list of the kinds of source that there are. */
@NullMarked
package io.tributary.cdc.source.kinds;

import org.jspecify.annotations.NullMarked;
