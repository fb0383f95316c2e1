/** How long to wait before something that failed is tried again, and how a thread rests. */
@NullMarked
package io.tributary.cdc.retry;

import org.jspecify.annotations.NullMarked;
