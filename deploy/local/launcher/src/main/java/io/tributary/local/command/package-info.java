/** Commands that look at migrations and change nothing. */
@NullMarked
package io.tributary.local.command;

import org.jspecify.annotations.NullMarked;
