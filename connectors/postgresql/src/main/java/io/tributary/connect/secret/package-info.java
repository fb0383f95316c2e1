/** Lets connector configurations name files that hold secrets instead of the secrets. */
@NullMarked
package io.tributary.connect.secret;

import org.jspecify.annotations.NullMarked;
