/** How long to wait before something that failed is tried again. */
@NullMarked
package io.tributary.cdc.retry;

import org.jspecify.annotations.NullMarked;
