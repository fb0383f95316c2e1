/** Tells from the status of a migration whether an order has reached what it was given for. */
@NullMarked
package io.tributary.local.order.goal;

import org.jspecify.annotations.NullMarked;
