/** What migration files may name, as this service is configured. */
@NullMarked
package io.tributary.access.grant;

import org.jspecify.annotations.NullMarked;
