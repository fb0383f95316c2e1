/** Commands that give orders, wait for their end, and say how it came out. */
@NullMarked
package io.tributary.local.order;

import org.jspecify.annotations.NullMarked;
