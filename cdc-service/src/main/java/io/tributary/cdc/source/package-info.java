/** What every kind of source can do, so that the steps of a source need not know its kind. */
@NullMarked
package io.tributary.cdc.source;

import org.jspecify.annotations.NullMarked;
