// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import ConfirmDialog from '../../../src-renderer/components/confirm-dialog.vue';
import MenuButton from '../../../src-renderer/components/menu-button.vue';
import SidePanel from '../../../src-renderer/components/side-panel.vue';

afterEach(() => {
  document.body.innerHTML = '';
});

describe('a confirm dialog', () => {
  it('says what it is about and confirms by its verb alone', async () => {
    const wrapper = mount(ConfirmDialog, {
      attachTo: document.body,
      props: {
        open: true,
        title: 'Empty the trash?',
        confirmWord: 'Delete 3 runs',
        'onUpdate:open': (open: boolean) => wrapper.setProps({ open }),
      },
      slots: { default: 'They cannot be brought back.' },
    });
    await nextTick();
    const dialog = document.querySelector('[role=alertdialog]');
    expect(dialog?.textContent).toContain('They cannot be brought back.');
    const buttons = [...document.querySelectorAll('button')];
    buttons.find((button) => button.textContent?.trim() === 'Cancel')?.click();
    await nextTick();
    expect(wrapper.props('open')).toBe(false);
    expect(wrapper.emitted('confirm')).toBeUndefined();
    await wrapper.setProps({ open: true });
    await nextTick();
    const confirm = [...document.querySelectorAll('button')].find((button) => button.textContent?.includes('Delete'));
    confirm?.click();
    expect(wrapper.emitted('confirm')).toHaveLength(1);
    wrapper.unmount();
  });
});

describe('a menu button', () => {
  it('opens its items by the keyboard and runs the chosen one', async () => {
    const choose = vi.fn();
    const wrapper = mount(MenuButton, {
      attachTo: document.body,
      props: {
        label: 'Export',
        items: [
          { label: 'As CSV', choose },
          { label: 'As JSON', choose: vi.fn(), refusal: 'Nothing was tuned.' },
        ],
      },
    });
    await wrapper.get('button').trigger('keydown', { key: 'Enter' });
    await nextTick();
    const items = [...document.querySelectorAll('[role=menuitem]')];
    expect(items.map((item) => item.textContent)).toEqual(['As CSV', 'As JSONNothing was tuned.']);
    expect(items[1]?.getAttribute('aria-disabled')).toBe('true');
    (items[0] as HTMLElement).click();
    await nextTick();
    expect(choose).toHaveBeenCalledOnce();
    wrapper.unmount();
  });
});

describe('a side panel', () => {
  it('takes the focus when it opens and gives it back when Escape closes it', async () => {
    const opener = document.createElement('button');
    document.body.append(opener);
    opener.focus();
    const wrapper = mount(SidePanel, {
      attachTo: document.body,
      props: {
        open: false,
        title: 'Dropout',
        'onUpdate:open': (open: boolean) => wrapper.setProps({ open }),
      },
    });
    await wrapper.setProps({ open: true });
    await nextTick();
    expect(document.activeElement?.textContent).toBe('Dropout');
    await wrapper.get('aside').trigger('keydown', { key: 'Escape' });
    await nextTick();
    expect(wrapper.find('aside').exists()).toBe(false);
    expect(document.activeElement).toBe(opener);
    wrapper.unmount();
  });
});
