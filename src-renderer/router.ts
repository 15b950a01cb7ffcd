// The places of the app. Hash history: the same addresses work from app:// and from the browser's server.
import { createRouter, createWebHashHistory } from 'vue-router';

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'home', component: () => import('./views/home/home-view.vue') },
    { path: '/data', name: 'data', component: () => import('./views/data/data-view.vue') },
    { path: '/data/:dataset', name: 'dataset', component: () => import('./views/data/dataset-view.vue') },
    { path: '/new', name: 'new', component: () => import('./views/new/new-view.vue') },
    { path: '/new/:dataset', name: 'new-for', component: () => import('./views/new/new-view.vue') },
    { path: '/runs', name: 'runs', component: () => import('./views/runs/runs-view.vue') },
    { path: '/runs/:run', name: 'run', component: () => import('./views/run/run-view.vue') },
    { path: '/runs/:run/schedule', name: 'schedule', component: () => import('./views/schedule/schedule-view.vue') },
    { path: '/studies', name: 'studies', component: () => import('./views/study/studies-view.vue') },
    { path: '/studies/:study', name: 'study', component: () => import('./views/study/study-view.vue') },
    { path: '/queue', name: 'queue', component: () => import('./views/queue/queue-view.vue') },
    { path: '/compare', name: 'compare', component: () => import('./views/compare/compare-view.vue') },
    { path: '/settings', name: 'settings', component: () => import('./views/settings/settings-view.vue') },
    { path: '/:rest(.*)*', redirect: { name: 'home' } },
  ],
});
