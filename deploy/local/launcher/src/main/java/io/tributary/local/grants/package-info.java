/** Prints what an administrator has to grant, so that Tributary's roles need be no superusers. */
@NullMarked
package io.tributary.local.grants;

import org.jspecify.annotations.NullMarked;
