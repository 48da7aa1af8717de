// Brings the types of what Starlight puts into Astro's locals.
import '@astrojs/starlight';
