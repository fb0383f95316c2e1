/** What a user names as source or target, and the names that follow from it. */
@NullMarked
package io.tributary.local.init.place;

import org.jspecify.annotations.NullMarked;
