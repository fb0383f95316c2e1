/** What the API says as documents for scripts and as lines for people. Pure. */
@NullMarked
package io.tributary.local.view;

import org.jspecify.annotations.NullMarked;
